"""Headlines of no one event, ours, each in some language and in English: what all news looks like to a sentence model.

A model puts even unrelated news near each other, each model in its own way. The mean of these is taken away from
every vector (newsroom.semantic), so that nearness means the same whoever made the model; and a language in which a
headline is not nearest to its own English is one that the model does not know.
"""

from typing import Final

HEADLINES: Final = (
    ("de", "Zwei Verletzte nach Brand in einer Lagerhalle", "Two injured after fire in a warehouse"),
    ("fr", "Le gouvernement renonce à augmenter les impôts", "Government drops plan to raise taxes"),
    ("es", "La sequía deja sin agua a miles de agricultores", "Drought leaves thousands of farmers without water"),
    ("it", "Sciopero dei treni, migliaia di pendolari a piedi", "Train strike strands thousands of commuters"),
    ("pt", "Polícia prende quatro homens por roubo de joias", "Police arrest four men over jewel robbery"),
    ("nl", "Ziekenhuis stelt operaties uit door tekort aan bedden", "Hospital delays operations for lack of beds"),
    ("pl", "Rząd kupi sto nowych czołgów dla wojska", "Government to buy a hundred new tanks for the army"),
    ("uk", "Рятувальники знайшли дітей, що заблукали в лісі", "Rescuers find children who were lost in the forest"),
    ("ru", "Учёные обнаружили воду на далёкой планете", "Scientists find water on a distant planet"),
    ("ar", "مقتل ثلاثة جنود في انفجار قرب الحدود", "Three soldiers killed in explosion near the border"),
    ("he", "בית המשפט דחה את ערעורו של ראש העיר לשעבר", "Court rejects the former mayor's appeal"),
    ("tr", "Merkez bankası faizi değiştirmedi", "Central bank leaves interest rates unchanged"),
    ("zh", "两艘渔船相撞后沉没", "Two fishing boats sink after colliding"),
    ("ja", "台風が接近、各地で避難の呼びかけ", "People told to leave their homes as typhoon nears"),
    ("ko", "교사들, 임금 인상을 요구하며 파업", "Teachers walk out demanding higher pay"),
    ("sv", "Flygbolaget ställer in alla avgångar i dag", "Airline cancels all departures today"),
    ("da", "Ny bro mellem øerne åbner for trafik", "New bridge between the islands opens to traffic"),
    ("nb", "Skøyteløper tok gull i verdensmesterskapet", "Skater wins gold at the world championships"),
    ("fi", "Vaalien voittaja aloittaa hallitusneuvottelut", "Winner of election begins talks on a government"),
    ("cs", "Zemřel známý herec a režisér", "Well-known actor and director dies"),
    ("hu", "Rekordáron kelt el a festmény az árverésen", "Painting sells for a record price at auction"),
    ("ro", "Mii de oameni la marșul împotriva închiderii școlii", "Thousands march against the closing of a school"),
    ("el", "Σεισμός ταρακούνησε το νησί, χωρίς θύματα", "Earthquake shakes the island, nobody hurt"),
    ("bg", "Цените на горивата падат за трети месец", "Fuel prices fall for a third month"),
    ("id", "Banjir merendam ratusan rumah setelah hujan deras", "Floods swamp hundreds of houses after heavy rain"),
    ("vi", "Hãng xe thu hồi hàng nghìn ô tô vì lỗi phanh", "Car maker recalls thousands of cars over brakes"),
    ("fa", "گفت‌وگوهای صلح بدون توافق پایان یافت", "Peace talks end without agreement"),
    ("hi", "चुनाव से पहले मंत्री ने इस्तीफ़ा दिया", "Minister resigns before the election"),
)
