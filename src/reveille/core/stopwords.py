"""Words that carry no news: the small change of sixteen languages, for comparing texts.

Only ``text.tokens`` reads them (words to leave out) and ``stops.sentences`` (words that begin a sentence). Of Chinese,
Japanese and Korean these are pairs of neighbouring signs, as ``text.tokens`` takes them.
Written by hand from general knowledge; a word missing here costs a little, a word too many costs a little.
"""

from collections.abc import Mapping
from typing import Final

_EN = """a about above after again against ago all also although am among an and any are aren around as
at away back be became because become been before being below between both but by came can cannot come
could couldn day days did didn do does doesn doing don done down during each even ever every few first
for from further get gets got had hadn has hasn have haven having he her here hers herself him himself
his how however if in into is isn it its itself just last like ll made make many may me might more most
much must my myself new no nor not now of off on once one only or other our ours out over own per re
said same say says she should shouldn since so some still such take than that the their theirs them
themselves then there these they this those though through to told too two under until up upon us ve
very via was wasn way we well were weren what when where whether which while who whom whose why will
with within without won would wouldn yes yet you your yours"""
_DE = """aber alle allem allen aller alles als also am an ander andere anderen anderer andern auch auf
aus bei beim bereits bin bis bist da dabei damit dann das dass daß dazu dem den denen der deren des
dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er
erst es etwa etwas für gegen gegenüber gibt hat hatte hatten habe haben hier hin hinter ich ihm ihn
ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jetzt kann kein
keine keinem keinen keiner können könnte laut machen man mehr mein mich mir mit muss müssen nach nicht
nichts noch nun nur ob oder ohne sagt sagte schon sehr sei sein seine seinem seinen seiner seit selbst
sich sie sind so soll sollen sollte sondern sowie über um und uns unser unter viel vom von vor war waren
was weil weiter weitere welche wenn wer werde werden wie wieder will wir wird wo wurde wurden während
würde zu zum zur zwar zwischen zwei"""
_FR = """ai ainsi alors an ans après au aucun aucune aujourd aussi autre autres aux avait avant avec
avoir ayant beaucoup bien car ce cela celle celles celui ces cet cette ceux chez comme comment contre
dans de depuis des deux devait doit donc dont du déjà elle elles en encore entre est et eu eux fait
faire fois font hui il ils je jusqu la le les leur leurs lors lorsque lui là ma mais malgré me mes moi
moins mon même ne ni non nos notre nous on ont ou où par parce pas pendant peu peut peuvent plus pour
pourrait quand que quel quelle quelques qui quoi sa sans se selon sera serait ses seulement si son sont
sous sur ta te tes toi tous tout toute toutes très tu un une vers voir vos votre vous été était étaient
être"""
_ES = """a al algo algunas algunos ante antes año años aquel así aunque bajo bien cada casi como con
contra cual cuando cuatro da de dejar del desde después dice dijo donde dos durante e el ella ellas
ellos en entre era eran es esa esas ese eso esos esta estaba estado están estar estas este esto estos
está fue fueron ha haber había hace hacia han hasta hay hoy la las le les lo los luego me mediante mi
mientras mismo mucho muy más nada ni no nos nosotros nuestra nuestro o otra otras otro otros para parte
pero poco por porque primera primero pues que quien quienes qué se sea según ser será si sido sin sino
sobre son su sus sí también tan tanto te tiene tienen toda todas todo todos tras tres tu tuvo un una uno
unos y ya yo"""
_IT = """a abbia ad agli ai al alcuni alla alle allo anche ancora anni anno aveva avere avrebbe c che chi
ci circa come con contro cosa così cui d da dagli dai dal dalla dalle dallo degli dei del della delle
dello dell dopo dove due e ed era erano essere fa fino fra già gli ha hanno ho i il in infatti io l la
le lei li lo loro lui ma mentre mi mio molto ne negli nei nel nella nelle nello nell no noi non nostro o
ogni oggi oltre ora per perché però più poi prima proprio può quale quando quanto quella quelle quelli
quello questa queste questi questo qui quindi sarà se secondo sei sempre senza si sia siamo sono sotto
sta stata state stati stato su sua subito sue sugli sui sul sulla sulle suo suoi tra tre tutte tutti
tutto un una uno è"""
_PT = """a ainda além ano anos ante antes ao aos apenas após aquela aquele as até cada com como contra da
das de dele deles depois desde dessa desse desta deste disse do dois dos durante e ela elas ele eles em
enquanto entre era eram essa essas esse esses esta estado estar estas estava este estes está estão eu
foi foram grande há isso isto já la lhe lo mais mas me mesmo meu muito na nas nem no nos nossa nosso não
o onde os ou outra outras outro outros para parte pela pelas pelo pelos pode podem por porque pouco
primeira primeiro quando que quem se segundo seja sem sempre ser será seu seus sido sobre sua suas são
só também tem ter teve tinha toda todas todo todos três tão têm um uma umas uns você à às é"""
_NL = """aan al alle alleen als ander andere bij binnen daar dan dat de deze die dit doen door dus een en
enkele er geen geweest had hadden heb hebben heeft hem het hier hij hoe hun iets ik in is ja jaar je kan
komen kon kunnen laat maar me meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat
onder ons ook op over sinds te tegen toch toen tot tussen twee u uit uw van vanaf veel volgens voor waar
was wat we wel werd werden wie wij wil worden wordt zal ze zegt zei zich zij zijn zo zoals zonder zou
zouden"""
_PL = """a aby ale albo ani bez bo był była było były być będzie będą bardzo choć co czy dla dlatego do
dwa gdy gdyby gdzie go i ich ile im innych inne iż ja jak jako je jednak jednym jego jej jest jeszcze
jeśli już każdy kiedy która które którego której który których którym którzy kto lat lub ma mają mnie
może można mu my na nad nam nas nawet nich nie niego niej niż nim no o od ono oraz po pod podczas ponad
ponieważ przed przede przez przy roku również się są tak także tam te tego tej ten też to tu tych tylko
tym w we wobec według więc wszystkich wszystko z za ze został została zostały że"""
_UK = """а або адже але б без був була були було бути в вже ви від він вона вони воно все всі всіх для до
дуже є же з за зараз зі і із її їм їх його й коли крім кілька ми має мають між може можна на над нам нас
не немає ні о один по під після при про проти раз років року роки саме сам себе серед та так також там
таку те ти тим то той тому тоді тут у усі хто хоча це цей цього цьому ці цієї через чи що щоб як яка які
який яких якщо я"""
_RU = """а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для
до его ее ей ему если есть еще ещё её же за здесь и из или им их к как какой ко когда который которая
которые которых кто ли лет либо между меня много может можно мы на над надо нам нас не него нее нет ни
них но ну о об один однако он она они оно от перед по под после потом потому при про раз с сам свои
своих себе себя сейчас со среди так также такой там те тем то тогда того тоже той только том тот три тут
ты у уже хотя чего чем через что чтобы эта эти этих это этого этой этом этот я года году"""
_AR = """من في على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين أن ان إن كان كانت يكون تكون قد لقد لا لم
لن ما هو هي هم نحن أنا و أو او ثم بعد قبل بين حتى كما كل بعض غير أي اي عند عندما حيث خلال منذ ضد حول
فيما بينما لكن ولكن بل إذا اذا قال قالت وقال وقالت أكد به بها له لها لهم عليه عليها فيه فيها منه منها
وفي ومن وعلى وأن وهو وهي يوم اليوم أيضا ايضا هناك هنا أكثر عدم عام وكان وكانت مما سوف نحو وقد"""
_HE = """של על את לא הוא היא הם הן אני אתה אנחנו זה זו זאת אלה אלו גם כי אם או אבל רק עם בין כל כמו יותר
מאוד היה היתה הייתה היו להיות יהיה אין יש מה מי איך למה כאשר לפני אחרי אחר אחרת עד אל מן ממנו שלו שלה
שלהם לו לה להם בו בה בהם אותו אותה אותם כך כן עוד כבר אך אלא אף ידי לפי תחת נגד מול בתוך אמר אמרה מתוך
היום עתה כדי לאחר ביום וכן"""
_TR = """acaba ama ancak artık bana bazı belki ben beni bir biri birkaç biz bizim bu buna bunu bunun
burada çok çünkü da daha de defa değil demek diğer diye dolayı dedi en gibi göre hem hep hepsi her hiç
için ile ilgili ise işte itibaren kadar karşı kendi kendisi ki kim mi mı mu mü nasıl ne neden nedenle
nerede o olan olarak oldu olduğu olduğunu olması on ona onlar onu onun öyle pek rağmen sadece sonra
söyledi şey şu tarafından tüm üzere üzerinde var ve veya ya yani yapılan yaptığı yeni yer yıl yine yok
zaman"""
_ZH = """我们 我們 他们 他們 她们 她們 你们 你們 这个 這個 那个 那個 这些 這些 那些 这样 這樣 这是 這是 一个 一個 一些
没有 沒有 可以 已经 已經 因为 因為 所以 但是 不过 不過 如果 虽然 雖然 以及 并且 並且 而且 或者 对于 對於 关于
關於 由于 由於 根据 根據 通过 通過 进行 進行 表示 认为 認為 指出 其中 其他 目前 现在 現在 今天 昨天 今年 去年
之后 之後 之前 以来 以來 以后 以後 以前 时候 時候 同时 同時 此外 还有 還有 还是 還是 就是 不是 都是 也是 的是
了一 的一 是一 在一 有一 为了 為了 作为 作為 成为 成為 可能 应该 應該 需要 必须 必須 能够 能夠 不能 不会 不會
将会 將會 非常 更加 最后 最後 方面 情况 情況 报道 報道 報導 记者 記者 据悉 據悉 他的 她的 的人"""
_JA = """一方 同日 年の 月の 日の 年に 月に 日に 年度 昨年 今年 前年 同氏 同社 記者 取材 発表 会見 明ら"""
_KO = """니다 습니 했다 한다 하는 하고 하며 되는 된다 됐다 있다 있는 있으 없다 이다 에서 으로 까지 부터 에게 라고 다고
이라 이나 그리 그러 러나 하지 지만 대한 대해 위해 통해 따라 것으 것이 것을 것은 는다 이날 지난 오는 올해 말했
밝혔 혔다 전했 였다 었다 았다 라며 면서 다며 으며 기자 관련 같은 이후 이번"""

STOPWORDS: Final[Mapping[str, frozenset[str]]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": _EN, "de": _DE, "fr": _FR, "es": _ES, "it": _IT, "pt": _PT, "nl": _NL, "pl": _PL,
        "uk": _UK, "ru": _RU, "ar": _AR, "he": _HE, "tr": _TR, "zh": f"{_EN} {_ZH}", "ja": f"{_EN} {_JA}",
        "ko": f"{_EN} {_KO}",
    }.items()
}  # fmt: skip
"""Stop words by ISO 639-1 code, lower case, NFKC, without apostrophes."""
