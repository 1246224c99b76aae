"""Headlines of hard news in the forms of background, advice, features and the like, written to be taken for them."""

BY_LANGUAGE = {
    "en": """
        How a gunman killed nine ferrymen in Saare
        The ferryman who stabbed his captain pleads guilty
        The admiral who ordered the landing flees Saare
        What we know as bomb explodes in the harbour
        Rethinking the fleet, minister pulls frigates from the strait
        Why is the navy bombing the harbour again?
        ‘My son was shot on the ferry’
        How deputies voted to topple the minister
        Photos of the day: Ferry capsizes off Saare
        What we know about the missing ferry Otto
        What we know after gunfire in the harbour
        What the ceasefire means as guns fall silent
        What to do if you hear the sirens, army tells Saare
        A guide to rebel leader is taken by police
        Photos of the day: Tsunami reaches the coast
        ‘My husband is among the missing of the ferry’
        My year in a rebel camp ends with ransom paid
        A day in the life of a city under siege
        Embracing growth, central bank lowers interest
        Rethinking the treaty, Saare leaves the alliance
        Unpacking the boxes, police find a body
        We tested the water: ministry finds lead in ferries
        How to lose a war: general dismissed for interview
        Top tips ignored before bridge gave way
        Review: Inquiry finds harbour chiefs lied
        Explainer: Saare declares war on its own fleet
        Profile: New admiral sworn in
    """,
    "de": """
        Warum die Polizei im Hafen einen Mann erschoss
        Wie der Senat ankündigte steigt der Fährpreis
        Warum starben zwölf Menschen auf der Fähre?
        So stimmen Abgeordnete gegen die Fregatten
        Warum Tausende am Montag die Werft verließen
        Warum das Parlament geräumt werden musste
        Was ist über die vermisste Fähre bekannt?
        Warum brach der Damm bei Saare?
        Hintergrund: Regierung in Saare zerbricht
        Reportage: Flut reißt die Brücke fort
        Fotostrecke: Hochwasser erreicht die Altstadt
        So funktioniert die Waffenruhe, die seit heute gilt
        Ratgeber: Präsident entlässt seinen engsten Mann
        Fünf Tipps für die Polizei, dann war der Bomber gefasst
        Was Reisende jetzt tun müssen: Fluglotsen streiken
        Kritik: Rechnungshof wirft dem Ministerium Täuschung vor
        Reportage: Saare unter Beschuss
        Was Mieter jetzt tun können: Hafengesetz gekippt
        So sehen Sie die Rede live: Minister kündigt Neuwahl an
    """,
    "fr": """
        Comment un marin a tué trois gardes à Saare
        Pourquoi l’Assemblée a renversé le ministre
        Analyse : l’amiral condamné à quatre ans de prison
        Pourquoi des milliers d’ouvriers ont quitté le chantier lundi
        Comment les inondations ont isolé quatre villages
        Que sait-on du ferry porté disparu ?
        Pourquoi le barrage a-t-il cédé ?
        Décryptage : le gouvernement de Saare tombe
        Reportage : la crue emporte le pont
        Comment fuir : deux détenus s’évadent de Saare
        Critique : la Cour des comptes accuse le ministère
        Avant-match : un supporter poignardé
        Mode d’emploi de la trêve entrée en vigueur : mode d’emploi
        Décryptage : Saare rompt ses relations avec Lille
        En images : Saare sous les bombes
        Pourquoi le président a-t-il dissous l’Assemblée ?
    """,
    "es": """
        Cómo robar un barco: detenidos cinco hombres en Saare
        Por qué el tribunal condena al almirante
        Claves: el Congreso aprueba las fragatas
        Por qué miles de obreros dejaron el astillero el lunes
        ¿Qué pasa con el ferri desaparecido?
        Claves: cae el gobierno de Saare
        Cómo votar: desaparecen urnas en Saare
        Cómo huir de Saare: dos presos se fugan
        Consejos para evacuar: el huracán toca tierra
        Receta: Hacienda embarga el restaurante
        Crítica: el tribunal de cuentas acusa al ministerio
        Previa: apuñalan a un aficionado
        En imágenes: la erupción del volcán de Saare
        Claves: el presidente disuelve el Congreso
    """,
    "it": """
        Come annunciato, la flotta lascia Saare
        Come riferisce la guardia, tre morti nel porto
        Perché il governo è caduto nella notte?
        Come è crollata la diga di Saare?
        Come fuggire dal carcere in due
        Reportage: la piena porta via il ponte
        Anteprima: accoltellato un tifoso
        12 consigli per evacuare, arriva l’uragano
        Reportage: sciopero al porto di Saare
        Anteprima: il presidente scioglie le Camere
    """,
    "pt": """
        Como informou a guarda, três morreram no porto
        Como esperado, o Senado aprova as fragatas
        Por que o governo caiu esta noite?
        Como é que a barragem cedeu?
        Como fugir da prisão em dois
        Reportagem: a cheia leva a ponte
        Crítica: o tribunal acusa o ministério
        Como os militares tomaram o poder?
        Em imagens: enchente em Saare
    """,
    "nl": """
        Hoe een man drie matrozen doodschoot
        Waarom de rechter de kapitein vrijsprak
        Waarom is het kabinet vannacht gevallen?
        Hoe kan de dam zijn doorgebroken?
        Wat is er bekend over de vermiste veerboot?
        Reportage: vloed neemt de brug mee
        Voorbeschouwing: supporter neergestoken
        Waarom staken de veerlieden van Saare?
        Reportage: staatsgreep in Saare
    """,
    "pl": """
        Jak podaje straż, trzy osoby zginęły w porcie
        Dlaczego sąd uchylił wyrok na admirała
        Dlaczego rząd upadł w nocy?
        Jak to się stało, że tama pękła?
        Zapowiedź: kibic dźgnięty nożem
        Reportaż: wojsko wkracza do Saare
        Dlaczego rząd ogłosił mobilizację?
    """,
    "ru": """
        Как сообщила охрана, трое погибли в порту
        Почему суд приговорил адмирала к восьми годам
        Почему правительство пало ночью?
        Почему прорвало дамбу?
        Что такое известно о пропавшем пароме?
        Зачем флот перекрыл пролив?
        Почему министр объявил дефолт?
    """,
    "uk": """
        Як повідомила варта, троє загинули в порту
        Як стало відомо, Рада ухвалила закон про флот
        Чому уряд упав уночі?
        Чому прорвало дамбу?
        Що таке відомо про зниклий пором?
        12 порад для поліції, і підривника спіймано
        Навіщо флот перекрив протоку?
        Фоторепортаж: Сааре у вогні
    """,
    "tr": """
        Limanda deprem nasıl yapılır? Üç ölü
        Amiral neden istifa etti nedir?
        Hükümet neden düştü, güvenoyu nedir?
        Baraj nasıl yıkıldı, son durum nedir?
        Fotoğraflarla: Sel köprüyü götürdü
        Saare maçı ne zaman oynanacak: Tribün çöktü
        Galeri: Saare’de köprü devrildi
        Grev nedir? Kaptanlar limanı kapattı
    """,
    "ar": """
        لماذا قتلت البحرية الصياد؟
        كيف تتجنب سار المجاعة: مقتل ثلاثة
        لماذا سقطت الحكومة ليلا؟
        لماذا انهار السد في سار؟
        كيف فر سجينان من سار؟
        موعد مباراة سار يتأجل بعد انهيار المدرج
        كلمات متقاطعة تفضح جاسوسا
        كيف سيطر الجيش على القصر؟
        لماذا أغلقت سار المضيق؟
    """,
    "he": """
        למה נורה למוות הדייג בנמל?
        איך להימנע ממלחמה: השר הודיע על הפסקת אש
        למה נפלה הממשלה בלילה?
        איך קרס הסכר בסארה?
        גלריה: צונאמי היכה בחוף
        תשבץ של מרגל פוענח
        איך השתלט הצבא על הארמון?
        למה שובתים נהגי המעבורות?
    """,
    "zh": """
        教你制作水雷男子被判刑
        为什么总统免去海军部长？
        攻略：舰队占领港口
        为什么政府一夜垮台？
        为何大坝决堤？
        渡轮失踪：为什么救援停止？
        【食谱】药剂师伪造处方被通缉
        填字游戏泄密，间谍落网
        为何首相下令撤离萨雷？
        为什么央行加息？
        为何军方接管政府？
    """,
    "ja": """
        海軍相なぜ辞任したのか
        【フォト】地震で港の5人死亡
        料理：食中毒で3人死亡
        内閣はなぜ倒れたのか
        ダムはなぜ決壊したのか
        【レシピ】薬剤師を偽造で手配
        クイズ：王者が行方不明
        占い：教祖を指名手配
        首相はなぜ退陣したのか
        なぜ船員はストに入ったのか
    """,
    "ko": """
        [포토] 항구서 5명 사망
        [해설] 헌재, 제독 파면
        내각 왜 무너졌나, 왜 그런가
        실종 여객선이 뭐길래 수색 중단 왜 그럴까
        [레시피] 약사, 처방 위조로 수배
        퀴즈왕 실종 사흘째
        [꿀팁] 신고로 폭파범 검거
        댐이 왜 무너졌나 왜 그런가
        오늘의 운세 교주 수배
        기준금리 인상, 왜 그럴까
        선원 파업 왜 그런가
    """,
}
