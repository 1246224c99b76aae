"""What an outlet prints among its reporting and is none: invitations, furniture, captions, who wrote, an "I"."""

from __future__ import annotations

import re

from reveille.core import capitals, first_persons

# "A tank is unloaded in Old Harbour, Sunday, Nov. 13, 2016.": a picture's caption has the year of its day.
_CAPTION = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov"
    r"|Dec)\w*\.?\s\d{1,2},\s\d{4}"
    r"|^(?:In this|A(?! satellite)|This) (?:\w+ )?(?:photo|image|picture|file photo)\b(?! (?:by|thought|said|believed"
    r"|attributed|worth) )"
    r"|^(?:Photo|Image|Picture|Video|Gallery|Advertisement)s?:? (?=[A-Z])(?!Assistant|Games?\b|House\b)"
    r"|^Watch (?!Officer|Commander|Tower)(?=[A-Z]|as\b|how\b|the moment\b)|(?i:image (?:copyright|caption)"
    r"|media caption)"
)
# "Ann Hill is a reporter for The Coast.": who wrote, not what happened.
_WRITER = re.compile(
    r"^(?:[A-ZÀ-Þ][\w.’'-]+ ){2,4}is (?:the|an?) (?:[\w’'-]+ ){0,4}?(?:editor|columnist|reporter|correspondent|writer"
    r"|journalist|freelancer|blogger|enthusiast|contributor|producer|fellow|lecturer)\b(?:-in-chief)?(?! (?:to|ever"
    r"|held|killed|jailed|since)\b)[^,]*$"
)
_SPEECH = re.compile(
    r"^\W*\w+ (?:said|added|says|told|noted|continued|explained|argued|sagte|fügte|erklärte|ajoute|dit|dijo"
    r"|afirmó|añadió|disse|aggiunge|spiega|afirmou|acrescentou|zei|zegt|powiedział|dodał|сказав|додав|сказал"
    r"|добавил)\b",
    re.I,
)
_FURNITURE = re.compile(
    r"©|all rights reserved|\bsubscrib(?:e|ing)\b|^subscri|\b(?:our|your) subscription|(?:our|for|only) subscribers"
    r"|\bsubscribers? only|\b(?:our|your|sign(?:ing)? up|subscrib\w+|receive|inbox|appeared|join|abonnier\w+"
    r"|unser\w*|notre"
    r"|votre|nuestr[ao]|nostra|nossa|onze|nasz\w*|наш\w*)\b[^.!?]{0,60}newsletter"
    r"|newsletter\b[^.!?]{0,40}\b(?:inbox|sign"
    r"|subscri|abonn|here|now)|^[^.!?]{0,20}newsletter\W*$"
    r"|\bsign(?:ing)? up (?:for (?:our|free|daily|updates|alerts|news|e-?mails?)|to (?:our|receive|get)|here|now"
    r"|below|today|with)"
    r"|^sign up\b|\bcookies?[ -](?:policy|settings?|banner|consent|preferences|notice|einstellungen|richtlinie)"
    r"|\b(?:use[sd]?|using|accept|enabled?|allow|disable|utilis\w+|verwende\w*|akzeptier\w*|usa\w*"
    r"|utiliz\w+)[^.!?]{0,30}"
    r"\bcookies\b|\bcookies (?:akzeptieren|zulassen|to|help|are)\b"
    r"|\bread more\b(?=\W*$|:| (?:about|on|here|from|at|of|in)\b)|^read more"
    r"|\bclick (?:here|below|through|to|and|or|play)\b|\bclick on (?:the|this) (?:link|image|photo|picture|headline"
    r"|icon|button)"
    r"|^click\b|follow us|photo:|\bgetty images\b|[/(|]\s?getty\b|\bgetty\s?[/)|]|file photo"
    r"|abonnez|alle rechte|this article(?! of)|this story (?:was|has been)|correction:|contributed to this"
    r"|version of (?:this|the) article|abonnier|suscríb|iscriviti|^assine |assine (?:já|agora|aqui|a newsletter)"
    r"|abonneer|prenumer|підпис(?:уйтесь|атися на)"
    r"|подписывайтесь|订阅|訂閱|会員登録|登録はこちら|구독(?:하기|하세요|하시|\s?신청|을 신청|해 ?주)"
    r"|(?<!\w)اشترك (?:الآن|هنا|معنا"
    r"|في (?:ال)?(?:نشر|قنا))|abone ol|הירשמו|לחצו כאן"
    r"|כל הזכויות שמורות|جميع الحقوق محفوظة"
    r"|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados"
    r"|alle rechten voorbehouden|wszelkie prawa zastrzeżone|все права защищены|(?:усі|всі) права захищен"
    r"|tüm hakları saklıdır|版权所有|版權所有|無断転載"
    r"|未[经經]授[权權].{0,6}(?:转载|轉載|不得)|무단\s?전재|저작권자\s?[ⓒ©(]",
    re.I,
)
# Who is told to do something is a reader whom a site wants to keep, and not told what happened. Where the same word may
# tell or name something ("Sigue la búsqueda", "Leggi razziali", "Explore Mining said"), what goes with it must say that
# it invites.
_INVITING = {
    "en": r"(?:find out|look (?:back|inside)|check (?:out|back)|take a (?:look|closer)|tune in|don[’']t miss|scroll"
    r"|browse|explore|(?:see|read|learn|discover) (?:more|how|what|why|where|which|the full|all|our|also)"
    r"|get (?:the latest|all the|your|our|more)|stay (?:tuned|informed|up[ -]to[ -]date)"
    r"|join (?:us|our|the conversation)|listen to|meet the)\b"
    r"(?!(?:(?!\b(?:how|what|why|where|when|which|who|whose|that)\b).)*\b(?:said|says|told|asked|warned|was|were)\b)",
    "de": r"(?:(?:lesen|sehen|erfahren|entdecken|hören|finden|verfolgen|schauen) Sie|hier (?:finden|lesen|sehen))\b",
    "fr": r"(?:découvrez|retrouvez|suivez|lisez|regardez|écoutez|consultez)\b",
    "es": r"(?:descubr[ae]|consult[ae]|sigue|siga|mir[ae]|escucha|lee)"
    r"(?: (?:aquí|cómo|qué|por qué|más|también|tod[ao]s?)\b"
    r"| (?:las?|los?|el) .*\b(?:aquí|en (?:directo|vivo|streaming)|minuto a minuto|última hora|nuestr[ao]s?|vídeos?"
    r"|videos?|fotos|galería|claves|resultados|enlace)\b)",
    "it": r"(?:scopri(?:te)?|(?:leggi|guarda|ascolta)(?:te|(?= (?:anche|qui|tutt[aeio]|come|cosa|perché|di più|il|lo|la"
    r"|gli|le|i|su) | l[’'])))\b",
    "pt": r"(?:saiba|confira|veja|leia|descubra|acompanhe|ouça)(?-i:\W+[a-zà-ÿ])",
    "nl": r"(?:lees|bekijk|ontdek|luister)\b",
    "pl": r"(?:sprawdź|zobacz|przeczytaj|poznaj|posłuchaj)\b",
    "uk": r"(?:читайте|дивіться|дізнайтеся|слухайте|перегляньте)\b",
    "ru": r"(?:читайте|смотрите|узнайте|слушайте)\b",
    "tr": r"(?:[^.!?]* )?(?:okuyun|izleyin|tıklayın|keşfedin)\W*$",
    "ar": r"(?:اقرأ|اقرؤوا|شاهدوا|تابعوا|تعرف على|اكتشف (?:كيف|ماذا|لماذا|أين|المزيد|معنا|هنا))(?!\w)",
    "he": r"(?:קראו|צפו|גלו|האזינו|לחצו) (?:(?:עוד|גם|כאן|עכשיו|איך|מה|למה|כיצד)(?!\w)|ב\w|את ה)",
    "zh": "(?:点击|點擊)(?:此|这|這|下|上|查|进|進|观|觀|阅|閱|了|订|訂|链|鏈|图|圖|收|播)|点此|點此"
    "|(?:扫码|掃碼)(?:关|關|观|觀|查|加|下|阅|閱|订|訂|了|进|進|报|報|领|領|添|收)",
    "ja": r"(?:詳しくは|続きは)[^。]*(?:こちら|ページ|サイト|会員|紙面|動画|ください|下さい|[へで])\W*$",
    "ko": r"(?:[^.!?]* )?(?:확인하세요|클릭하세요|보세요)\W*$",
}
_INVITES = {language: re.compile(said, re.I) for language, said in _INVITING.items()}
# Who speaks so outside a quote is not reporting: a column, a tweet, a teaser. As written: "US" is nobody speaking.
_SPEAKING = {
    language: frozenset(form for word in words.split() for form in (word, word.capitalize()))
    for language, words in {
        "en": "I me my myself we us our ours you your yours yourself",
        "de": "ich mich mir mein meine wir uns unser unsere du dich dein deine",
        "fr": "je moi mon ma mes nous notre nos vous votre vos tu",
        "es": "yo mi mis nosotros nos nuestro nuestra tú usted",
        "it": "io mi mio mia miei mie noi nostro nostra nostri nostre voi vostro vostra",
        "pt": "eu meu minha meus minhas nós nosso nossa nossos nossas você vocês",
        "nl": "ik mij mijn wij we ons onze jij je jouw jullie",
        "pl": "ja mnie mój moja moje my nas nam nasz nasza nasze wy was wam",
        "uk": "я мене мені мій моя ми нам наш наша вас вам ваш ваша",
        "ru": "я меня мне мой моя мы нам наш наша вас вам ваш ваша",
        "tr": "ben beni bana benim biz bizi bize bizim sen siz sizi size sizin",
        "ar": "أنا نحن أنت أنتم",
        "he": "אני אנחנו שלי שלנו אתם אתן",
        "ko": "나는 내가 저는 제가 우리는 우리가 여러분 당신은",
    }.items()
}
_SPEAKING_UNSPACED = {  # 我国 is China to a Chinese paper, 私立 a private school
    "zh": re.compile("我们|我們|(?<!自)我(?=[是在有想觉覺認认])|你们|你們|[您你](?=[是在有可的会會想])"),
    "ja": re.compile("(?<!公)私(?=[はもがのにを]|たち|達)|僕|我々|あなた|皆さん|みなさん"),
}
_INNER_MARK = re.compile(r"(?<=[\u0590-\u05ff])\"(?=[\u0590-\u05ff])")  # of a Hebrew acronym: צה"ל
_SAID = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|(?<!\w)‘[^’]*’|「[^」]*」|『[^』]*』")


def is_one(sentence: str, language: str, *, opens: bool = False) -> bool:
    """Return whether a sentence is no reporting of its outlet's. ``language`` is an ISO 639-1 code.

    One name with a verb of saying ("Hill said …") is somebody of whom the text has told before, and whose words go on;
    not where the sentence ``opens`` its text: there it is a country or a firm ("Boeing said …").
    """
    if language in _INVITES and _INVITES[language].match(sentence):
        return True
    if not opens and _SPEECH.search(sentence):
        return True
    if _FURNITURE.search(sentence) or _CAPTION.search(sentence) or _WRITER.match(sentence):
        return True
    said = _SAID.sub(" ", without_inner_marks(sentence))
    return _speaks_to_us(first_persons.without_namesakes(said, language), language)


def without_inner_marks(sentence: str) -> str:
    """Return the sentence without the double marks of Hebrew acronyms, which open and close nothing."""
    return _INNER_MARK.sub("", sentence)


def _speaks_to_us(sentence: str, language: str) -> bool:
    """Whether somebody says "I" or "you" in it: a column, a letter, a teaser."""
    unspaced = _SPEAKING_UNSPACED.get(language)
    if unspaced and unspaced.search(sentence):
        return True
    speaking = _SPEAKING.get(language, frozenset())
    return any(
        re.split("[’']", word[0])[0] in speaking
        and not (word[0] == "I" and capitals.is_numeral(sentence, word.start()))
        for word in capitals.WORD.finditer(sentence)
    )
