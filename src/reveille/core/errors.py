"""What can go wrong on the way of the data.

    ReveilleError
    ├── LinkError              a link that leads nowhere we may go
    ├── FetchError             one request, this time; the round goes on
    │   ├── Unreachable        nobody answered
    │   ├── TooSlow            the answer did not end in time
    │   ├── TooLarge           the answer was larger than we take
    │   ├── Refused            the server said no (401 to 403, 406, 429, 451)
    │   ├── Gone               the server says it is no more (404, 410)
    │   ├── ServerFailed       5xx, or an answer that makes no sense
    │   ├── Forbidden          an address inside our own network
    │   ├── RobotsForbid       robots.txt asks us not to
    │   └── BadCertificate     the certificate does not hold
    ├── FeedError              one feed, this time; the round goes on
    │   ├── FeedUnreadable     we got bytes, and they are no feed
    │   └── FeedEmpty          a feed, with nothing in it
    ├── PageError              one page; its article keeps what the feed said
    │   ├── PageUnreadable     bytes that are no page
    │   ├── PageEmpty          a page with no article in it
    │   ├── ConsentWall        a page that asks for consent first
    │   ├── Paywalled          only the teaser is there
    │   ├── Elsewhere          the link leads to somebody else's page
    │   ├── Unowned            no outlet that we know is at its address
    │   ├── OptedOut           its outlet would rather not appear
    │   └── NotFoundPage       "not found", said with status 200
    ├── ProfileError           a beat profile that cannot be read
    ├── DirectoryError         an outlet's record that cannot be read
    ├── ArchiveError           an archive to import that cannot be read
    ├── ListError              a list of readers that cannot be taken in or written
    ├── ModelError             a sentence model that cannot be used
    ├── ScheduleError          an hour or a zone that makes no sense
    ├── SettingError           a setting with a wrong value
    ├── KeyChanged             a process whose secret key is the installation's no more
    ├── InUse                  an installation that somebody else is using
    ├── NewerDatabase          a database that a newer version has used
    ├── MoveError              an installation that cannot be moved like this
    ├── AddressError           an e-mail address that cannot be
    │   ├── AddressDisposable  an address for a day, where the operator refuses those
    │   └── AddressTaken       an address that has an account already
    ├── LeavingsError          a journal of leavings that cannot be read: nothing is sent until it is
    ├── LiftError              a suppression that must not be lifted like this
    ├── TokenError             a link of ours that is wrong, used or too old
    ├── MessageError           a letter that must not be made like this
    ├── Unmade                 a letter that could not be made this time; it has another turn
    ├── LayoutError            an edition that must not be shown like this
    │   ├── NotVerbatim        a sentence that does not stand in its article
    │   └── TooThin            not enough stories for an edition
    ├── NameTaken              a newsletter's name that its site needs for itself
    ├── ClosingError           an edition that cannot be closed now
    ├── BalanceError           a ledger that does not add up
    ├── ResendError            a delivery that must not be sent again like this
    ├── DoubtError             a doubt that cannot be settled like this
    ├── PostError              a letter that could not be handed over
    │   ├── NotHandedOver      it stayed with us; sending it again is safe
    │   ├── InDoubt            it left, and nobody said that it arrived
    │   └── BadReply           the server's answer is none of SMTP's
    ├── BoxError               a mailbox that cannot be read
    ├── ListenError            an address that we cannot listen on
    └── SampleError            the sample morning does not hold together

Each class's docstring is its message, ``code`` is stable and is stored with the row, and the subject is inside.
Answers (on the beat or not, copy or not) are returned with a reason, never raised.
"""

from typing import Any, ClassVar


class ReveilleError(Exception):
    """Something on the way of the data went wrong."""

    code: ClassVar[str] = "unknown"

    def __init__(self, subject: str, detail: str = "") -> None:
        self.subject, self.detail = subject, detail
        super().__init__(subject, detail)

    @property
    def what(self) -> str:
        """What went wrong, whatever it was with: the class's docstring without its full stop."""
        return (type(self).__doc__ or "").splitlines()[0].rstrip(".")

    def __str__(self) -> str:
        return ": ".join(part for part in (self.what, self.subject, self.detail) if part)


class LinkError(ReveilleError):
    """The link leads nowhere we may go."""

    code = "link"


class FetchError(ReveilleError):
    """The request failed."""

    code = "fetch"

    def __init__(self, subject: str, detail: str = "", *, wait: float = 0.0) -> None:
        super().__init__(subject, detail)
        self.wait = wait  # seconds that the server asks us to wait (RFC 9110, Retry-After)


class Unreachable(FetchError):
    """Nobody answered."""

    code = "unreachable"


class TooSlow(FetchError):
    """The answer did not end in time."""

    code = "too-slow"


class TooLarge(FetchError):
    """The answer is larger than we take."""

    code = "too-large"


class Refused(FetchError):
    """The server refused us."""

    code = "refused"


class Gone(FetchError):
    """The server says it is no more."""

    code = "gone"


class ServerFailed(FetchError):
    """The server failed."""

    code = "server-failed"


class Forbidden(FetchError):
    """The address lies inside our own network."""

    code = "forbidden-address"


class RobotsForbid(FetchError):
    """The site's robots.txt asks us not to."""

    code = "robots"


class BadCertificate(FetchError):
    """The server's certificate does not hold."""

    code = "certificate"


class FeedError(ReveilleError):
    """The feed cannot be used."""

    code = "feed"


class FeedUnreadable(FeedError):
    """The bytes are not a feed."""

    code = "feed-unreadable"


class FeedEmpty(FeedError):
    """The feed has nothing in it."""

    code = "feed-empty"


class PageError(ReveilleError):
    """The page cannot be used."""

    code = "page"


class PageUnreadable(PageError):
    """The bytes are not a page."""

    code = "page-unreadable"


class PageEmpty(PageError):
    """No article was found on the page."""

    code = "page-empty"


class PageTangled(PageError):
    """The page has more markup than any article needs."""

    code = "page-tangled"


class ConsentWall(PageError):
    """The page asks for consent before it shows anything."""

    code = "consent-wall"


class Paywalled(PageError):
    """Only the teaser of the article is on the page."""

    code = "paywall"


class Elsewhere(PageError):
    """The link leads to a page that is not the outlet's."""

    code = "elsewhere"


class Unowned(PageError):
    """The page is at no outlet's address that we know."""

    code = "unowned"


class OptedOut(PageError):
    """The page's outlet has asked not to appear."""

    code = "opted-out"


class NotFoundPage(PageError):
    """The page says that it does not exist."""

    code = "not-found-page"


class ProfileError(ReveilleError):
    """The beat profile cannot be read."""

    code = "profile"


class DirectoryError(ReveilleError):
    """The outlet's record cannot be read."""

    code = "directory"


class ArchiveError(ReveilleError):
    """The archive cannot be read."""

    code = "archive"


class ListError(ReveilleError):
    """The list of readers cannot be used."""

    code = "list"


class ModelError(ReveilleError):
    """The sentence model cannot be used."""

    code = "model"


class ScheduleError(ReveilleError):
    """The time, date or zone makes no sense."""

    code = "schedule"


class SettingError(ReveilleError):
    """A setting has a wrong value."""

    code = "setting"


class KeyChanged(ReveilleError):
    """The installation has another secret key by now."""

    code = "key-changed"


class InUse(ReveilleError):
    """The installation is in use."""

    code = "in-use"


class NewerDatabase(ReveilleError):
    """The database is of a newer version than this one: install that again, or put back the backup of before it."""

    code = "newer-database"


class MoveError(ReveilleError):
    """The installation is not moved."""

    code = "move"


class AddressError(ReveilleError):
    """This is not an e-mail address that can be reached."""

    code = "address"


class AddressDisposable(AddressError):
    """That is an address for a day; a daily mail needs one that lasts."""

    code = "address-disposable"


class AddressTaken(AddressError):
    """There is an account of this address already."""

    code = "address-taken"


class LeavingsError(ReveilleError):
    """The journal of leavings cannot be read."""

    code = "leavings"

    def __init__(self, subject: str, detail: str = "", mending: str = "") -> None:
        super().__init__(subject, detail)
        self.mending = mending  # what to type, or to do


class LiftError(ReveilleError):
    """It is not lifted."""

    code = "suppression-stands"


class TokenError(ReveilleError):
    """The link is wrong, used or too old."""

    code = "token"


class MessageError(ReveilleError):
    """The letter must not be made like this."""

    code = "message"


class Unmade(ReveilleError):
    """The letter could not be made."""

    code = "unmade"


class LayoutError(ReveilleError):
    """The edition must not be shown like this."""

    code = "layout"


class NotVerbatim(LayoutError):
    """The words do not stand in the article they are said to come from."""

    code = "not-verbatim"


class TooThin(LayoutError):
    """There are not enough stories for an edition."""

    code = "too-thin"
    withdrawn: tuple[dict[str, Any], ...] = ()  # what fell out of it, since its outlets took it back


class NameTaken(ReveilleError):
    """A newsletter cannot have this name."""

    code = "name-taken"


class ClosingError(ReveilleError):
    """The edition cannot be closed now."""

    code = "closing"


class BalanceError(ReveilleError):
    """The ledger does not add up."""

    code = "balance"


class ResendError(ReveilleError):
    """It is not sent again."""

    code = "resend"


class DoubtError(ReveilleError):
    """It stays in doubt."""

    code = "doubt"


class PostError(ReveilleError):
    """The letter could not be handed over."""

    code = "post"


class NotHandedOver(PostError):
    """The letter stayed with us, and sending it again is safe."""

    code = "not-handed-over"


class InDoubt(PostError):
    """The letter left, and nobody said that it arrived."""

    code = "in-doubt"


class BoxError(ReveilleError):
    """The mailbox cannot be read."""

    code = "box"


class ListenError(ReveilleError):
    """We cannot listen there."""

    code = "listen"


class BadReply(PostError):
    """The server's answer is none of SMTP's."""

    code = "bad-reply"


class SampleError(ReveilleError):
    """The sample morning does not hold together."""

    code = "sample"
