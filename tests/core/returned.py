"""What comes back by mail, in the forms of several servers; the words are our own."""

from textwrap import dedent

LETTER = """\
Return-Path: <{sender}>
From: Reveille <daily@reveille.example>
To: alice@post.example
Subject: Mines cleared
Message-ID: {message_id}
List-Unsubscribe: <https://reveille.example/leave/secret/>, <mailto:{leave}>
"""


def crlf(text):
    return dedent(text).replace("\n", "\r\n").encode()


def group(recipient="alice@post.example", **fields):
    lines = [f"Final-Recipient: rfc822; {recipient}"]
    return "\n".join(lines + [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()])


def dsn(to, *groups, returned="", sender="<>", head="Auto-Submitted: auto-replied"):
    """A report as RFC 3464 has it: some words, the groups of its recipients, and the letter's headers."""
    fields = "\n\n".join(groups)
    return (
        f"Return-Path: {sender}\n"
        f"Delivered-To: {to}\n"
        "From: Mail Delivery System <MAILER-DAEMON@mx.post.example>\n"
        f"To: {to}\n"
        "Subject: Your letter could not be delivered\n"
        f"{head}\n"
        "MIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=_cut"\n'
        "\n"
        "--=_cut\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "\n"
        "We are sorry: nobody took it. Please write to eve@elsewhere.example instead.\n"
        "\n"
        "--=_cut\n"
        "Content-Type: message/delivery-status\n"
        "\n"
        "Reporting-MTA: dns; mx.post.example\n"
        "Arrival-Date: Tue, 24 Nov 2026 06:30:00 +0000\n"
        "\n"
        f"{fields}\n"
        "\n"
        "--=_cut\n"
        "Content-Type: text/rfc822-headers\n"
        "\n"
        f"{returned or LETTER.format(sender='x@y.example', leave='x@y.example', message_id='<a@b.example>')}\n"
        "--=_cut--\n"
    ).replace("\n", "\r\n").encode()  # fmt: skip


def failed(to, status="5.1.1", said="smtp; 550 5.1.1 nobody here has that name", **more):
    return dsn(to, group(Action="failed", Status=status, Diagnostic_Code=said, **more))


def complaint(to="abuse@reveille.example", kind="abuse", sender="x@y.example", leave="x@y.example",
              message_id="<a@b.example>", fields=""):  # fmt: skip
    """A complaint as RFC 5965 has it, by a provider's feedback loop."""
    letter = LETTER.format(sender=sender, leave=leave, message_id=message_id)
    return (
        "From: Feedback loop <fbl@provider.example>\n"
        f"To: {to}\n"
        "Subject: complaint about message from 192.0.2.25\n"
        "MIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="=_cut"\n'
        "\n"
        "--=_cut\n"
        "Content-Type: text/plain\n"
        "\n"
        "One of our users pressed a button.\n"
        "\n"
        "--=_cut\n"
        "Content-Type: message/feedback-report\n"
        "\n"
        f"Feedback-Type: {kind}\n"
        "User-Agent: ProviderLoop/2.1\n"
        "Version: 1\n"
        f"{fields}"
        "\n"
        "--=_cut\n"
        "Content-Type: message/rfc822\n"
        "\n"
        f"{letter}\n"
        "Mines cleared.\n"
        "--=_cut--\n"
    ).replace("\n", "\r\n").encode()  # fmt: skip


def holiday(to, head="Auto-Submitted: auto-replied", sender="<>"):
    """Somebody is away, and their mail program says so."""
    return crlf(f"""\
        Return-Path: {sender}
        From: Alice <alice@post.example>
        To: {to}
        Subject: Away until Monday: Mines cleared
        {head}

        I am at sea. The mailbox bob@post.example is full, 550 5.1.1, user unknown.
        """)


def letter(to, head="X-Mailer: by hand", words="unsubscribe"):
    """A person, or their mail program, writes."""
    return crlf(f"""\
        Return-Path: <alice@post.example>
        From: Alice <alice@post.example>
        To: {to}
        Subject: unsubscribe
        {head}

        {words}
        """)


def qmail(to, why="Sorry, there is no mailbox of that name. (#5.1.1)"):
    """qmail's own words, from before there was a standard."""
    return crlf(f"""\
        Return-Path: <>
        From: MAILER-DAEMON@mx.post.example
        To: {to}
        Subject: failure notice

        Hi. This is the qmail-send program at mx.post.example.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <alice@post.example>:
        {why}

        --- Below this line is a copy of the message.

        Return-Path: <{to}>
        Subject: Mines cleared
        """)


def exim(to, why="550 5.1.1 no such person here"):
    """Exim's words, with its own header."""
    return crlf(f"""\
        Return-path: <>
        X-Failed-Recipients: alice@post.example
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@mx.post.example>
        To: {to}
        Subject: Mail delivery failed: returning message to sender

        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          alice@post.example
            host mx.post.example [192.0.2.1]
            SMTP error from remote mail server after RCPT TO:<alice@post.example>:
            {why}
        """)
