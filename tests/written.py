"""Short texts in many languages, written for these tests, and the encodings each is found in."""

from __future__ import annotations

TEXTS = {
    "french": (
        "À la fin de l'été, les ministres étrangers ont été reçus à l'Élysée. Le dîner, préparé"
        " dans la plus grande discrétion, s'est achevé après minuit ; personne n'a voulu"
        " répondre aux journalistes. « Nous avons parlé de l'avenir », a déclaré l'un d'eux,"
        " très fatigué. Où cela mènera-t-il ? Les négociations reprendront au début de février,"
        " à Genève."
    ),
    "german": (
        "Die Außenminister führten am späten Abend lange Gespräche über die Brücke, die seit"
        " Jahren gesperrt ist. Niemand wollte später sagen, worüber genau gestritten wurde. Für"
        " die Bürger in den Dörfern am Fluss ändert sich vorläufig nichts: Wer hinüber möchte,"
        " muss weiterhin die Fähre nehmen. Größere Änderungen sind erst im März möglich, hieß"
        " es."
    ),
    "spanish": (
        "La reunión se celebró en Málaga a finales del año pasado. ¿Qué pasó después? Nadie"
        " supo explicarlo con claridad. Según los pescadores, la niñez en el puerto era más"
        " difícil entonces; ahora llegan barcos de todas las compañías y el mañana parece"
        " distinto. También el alcalde espera que la situación económica mejore."
    ),
    "portuguese": (
        "A reunião não começou às três, como estava previsto, porque os ministros chegaram"
        " atrasados. Há razões próprias de cada país, então não há uma solução única. As"
        " negociações sobre a exportação de maçãs e de café continuarão amanhã. Ninguém sabe"
        " até quando a população poderá esperar."
    ),
    "italian": (
        "La città è rimasta senza luce per più di tre ore. Il sindaco ha detto che la società"
        " elettrica pagherà i danni, però nessuno gli crede. «Perché dovremmo aspettare?» ha"
        " chiesto un commerciante. Lunedì prossimo il consiglio si riunirà di nuovo e forse si"
        " saprà la verità."
    ),
    "swedish": (
        "Utrikesministrarna träffades på måndagen för att förhandla om nya öppningar i östra"
        " hamnen. Någon lösning nåddes inte, men båda sidor säger att de vill fortsätta."
        " Fiskarna på ön väntar sedan länge på besked. Även små båtar måste numera ha"
        " tillstånd, vilket många tycker är löjligt."
    ),
    "danish": (
        "Udenrigsministrene mødtes på øen for at drøfte, hvordan færgen kan sejle igen. Både"
        " fiskere og købmænd håber på en løsning før påske. Der er gået tre år, siden den gamle"
        " bro blev lukket, og ingen tør længere spå om, hvornår den nye bliver færdig."
    ),
    "finnish": (
        "Ulkoministerit tapasivat vanhassa salissa joen äärellä, eikä kenelläkään ollut kiire"
        " lähteä. Neuvottelut jatkuivat myöhään yöhön. Päätöstä ei syntynyt, mutta seuraava"
        " kokous pidetään jo ensi viikolla Jyväskylässä. Kylän väki odottaa yhä tietä, jota on"
        " luvattu kymmenen vuotta."
    ),
    "polish": (
        "Żadna ze stron nie chciała ustąpić, więc rozmowy trwały do późnej nocy. Ministrowie"
        " spotkali się w starym ratuszu nad rzeką, gdzie od lat nic się nie zmieniło. „Jesteśmy"
        " bliżej porozumienia niż kiedykolwiek” – powiedział jeden z nich. Mieszkańcy wciąż"
        " czekają na most, który miał być gotowy już w zeszłym roku. Część z nich straciła"
        " nadzieję."
    ),
    "czech": (
        "Ministři zahraničí se sešli ve staré radnici u řeky a dlouho jednali o obchodě. Žádná"
        " strana nechtěla ustoupit, a tak se hovořilo až do pozdní noci. „Jsme blíž dohodě než"
        " kdykoli předtím,“ řekl jeden z nich. Lidé z okolních vesnic zatím čekají na nový"
        " most, který měl být hotový už loni. Některé už přešla trpělivost."
    ),
    "hungarian": (
        "A külügyminiszterek a folyó melletti régi városházán találkoztak, és késő éjszakáig"
        " tárgyaltak. Egyik fél sem akart engedni, ezért a következő fordulót őszre"
        " halasztották. A környező falvak lakói közben az új hídra várnak, amelynek már tavaly"
        " el kellett volna készülnie. Többen elveszítették a türelmüket, és a fővárosba"
        " költöznének."
    ),
    "croatian": (
        "Ministri vanjskih poslova sastali su se u staroj vijećnici uz rijeku i razgovarali do"
        " kasno u noć. Nijedna strana nije željela popustiti. Mještani još čekaju most koji je"
        " trebao biti završen prošle godine; neki su već izgubili strpljenje. Sljedeći će se"
        " krug pregovora održati početkom ožujka, javlja riječki list."
    ),
    "romanian": (
        "Miniştrii de externe s-au întâlnit în vechea primărie de lângă râu şi au discutat până"
        " târziu în noapte. Nicio parte nu a vrut să cedeze. Locuitorii satelor din jur"
        " aşteaptă încă podul care trebuia să fie gata anul trecut; unii şi-au pierdut"
        " răbdarea. Următoarea rundă de negocieri va avea loc în martie, la Braşov."
    ),
    "russian": (
        "Министры иностранных дел встретились в старой ратуше у реки и говорили до поздней"
        " ночи. Ни одна из сторон не хотела уступать. Жители окрестных деревень всё ещё ждут"
        " моста, который должны были построить в прошлом году; многие потеряли терпение."
        " Следующая встреча пройдёт в начале марта, сообщает «Речная газета»."
    ),
    "ukrainian": (
        "Міністри закордонних справ зустрілися у старій ратуші біля річки й розмовляли до"
        " пізньої ночі. Жодна зі сторін не хотіла поступатися. Мешканці навколишніх сіл усе ще"
        " чекають на міст, який мали збудувати торік; дехто вже втратив терпіння. Є й інші"
        " новини: їхній депутат обіцяє дорогу."
    ),
    "bulgarian": (
        "Външните министри се срещнаха в старото кметство край реката и разговаряха до късно"
        " през нощта. Никоя от страните не искаше да отстъпи. Жителите на околните села все още"
        " чакат моста, който трябваше да бъде готов миналата година; някои вече изгубиха"
        " търпение."
    ),
    "serbian": (
        "Министри спољних послова састали су се у старој већници поред реке и разговарали до"
        " касно у ноћ. Ниједна страна није желела да попусти. Мештани околних села још чекају"
        " мост који је требало да буде завршен прошле године; неки су већ изгубили стрпљење."
    ),
    "greek": (
        "Οι υπουργοί Εξωτερικών συναντήθηκαν στην παλιά αίθουσα δίπλα στο ποτάμι και συζητούσαν"
        " ως αργά τη νύχτα. Καμία πλευρά δεν ήθελε να υποχωρήσει. Οι κάτοικοι των γύρω χωριών"
        " περιμένουν ακόμη τη γέφυρα που έπρεπε να είναι έτοιμη πέρυσι· μερικοί έχασαν την"
        " υπομονή τους."
    ),
    "turkish": (
        "Dışişleri bakanları nehir kıyısındaki eski salonda buluştu ve gece geç saatlere kadar"
        " görüştü. İki taraf da geri adım atmak istemedi. Çevre köylerin halkı, geçen yıl"
        " bitmesi gereken köprüyü hâlâ bekliyor; bazıları sabrını yitirdi. Yeni görüşmeler mart"
        " ayının başında yapılacak, diyor bölgenin gazetesi."
    ),
    "lithuanian": (
        "Užsienio reikalų ministrai susitiko senojoje rotušėje prie upės ir kalbėjosi iki"
        " vėlyvos nakties. Nė viena pusė nenorėjo nusileisti. Aplinkinių kaimų gyventojai vis"
        " dar laukia tilto, kuris turėjo būti baigtas pernai; kai kurie jau prarado kantrybę."
        " Kitas susitikimas įvyks kovo pradžioje, rašo šios srities laikraštis."
    ),
    "latvian": (
        "Ārlietu ministri tikās vecajā rātsnamā pie upes un runāja līdz vēlai naktij. Neviena"
        " puse negribēja piekāpties. Apkārtējo ciemu iedzīvotāji vēl arvien gaida tiltu, kuram"
        " vajadzēja būt gatavam jau pērn; daži ir zaudējuši pacietību. Nākamā tikšanās notiks"
        " marta sākumā."
    ),
    "estonian": (
        "Välisministrid kohtusid vanas raekojas jõe ääres ja vestlesid hilise ööni. Kumbki pool"
        " ei tahtnud järele anda. Ümbruskonna külade elanikud ootavad endiselt silda, mis pidi"
        " valmis saama juba mullu; mõni on kannatuse kaotanud. Järgmine kohtumine toimub märtsi"
        " alguses."
    ),
    "hebrew": (
        "שרי החוץ נפגשו באולם הישן שעל שפת הנהר ושוחחו עד שעה מאוחרת בלילה. אף אחד מהצדדים לא"
        " רצה לוותר. תושבי הכפרים הסמוכים עדיין מחכים לגשר שהיה אמור להיות מוכן כבר בשנה שעברה,"
        " וחלקם איבדו את הסבלנות. הפגישה הבאה תתקיים בתחילת חודש מרץ."
    ),
    "arabic": (
        "التقى وزراء الخارجية في القاعة القديمة على ضفة النهر وتحدثوا حتى ساعة متأخرة من الليل."
        " لم يرغب أي من الطرفين في التنازل. وما زال سكان القرى المجاورة ينتظرون الجسر الذي كان"
        " من المفترض أن يكتمل في العام الماضي، وقد فقد بعضهم الصبر. وسيعقد الاجتماع المقبل في"
        " أوائل مارس."
    ),
    "thai": (
        "รัฐมนตรีต่างประเทศพบกันที่ศาลาเก่าริมแม่น้ำและพูดคุยกันจนดึก ไม่มีฝ่ายใดยอมถอย ชาวบ้าน"
        "ในหมู่บ้านใกล้เคียงยังคงรอสะพานที่ควรจะเสร็จตั้งแต่ปีที่แล้ว บางคนหมดความอดทน การประชุ"
        "มครั้งต่อไปจะมีขึ้นในเดือนหน้า"
    ),
    "japanese": (
        "両国の外相は川沿いの古い公会堂で会談し、話し合いは深夜まで続いた。どちらの側も譲ろうと"
        "はしなかった。周辺の村の住民は、昨年完成するはずだった橋をまだ待っている。待ちきれなく"
        "なった人もいるという。次の会談は三月の初めに開かれる予定だと、地元のニュースは伝えた。"
    ),
    "simplified chinese": (
        "两国外长在河边的旧礼堂会面，谈到深夜。双方都不愿意让步。附近村庄的居民仍然在等待那座去"
        "年就应该建成的大桥，有些人已经失去了耐心。据当地报纸报道，下一轮谈判将于三月初举行。市"
        "长表示，政府会尽快解决这个问题，但没有说明具体时间。"
    ),
    "traditional chinese": (
        "兩國外長在河邊的舊禮堂會面，談到深夜。雙方都不願意讓步。附近村莊的居民仍然在等待那座去"
        "年就應該建成的大橋，有些人已經失去了耐心。據當地報紙報導，下一輪談判將於三月初舉行。市"
        "長表示，政府會盡快解決這個問題，但沒有說明具體時間。"
    ),
    "korean": (
        "양국 외무장관은 강가의 오래된 회관에서 만나 밤늦게까지 이야기를 나누었다. 어느 쪽도"
        " 물러서려 하지 않았다. 주변 마을 주민들은 작년에 완공되었어야 할 다리를 아직도"
        " 기다리고 있으며, 일부는 인내심을 잃었다. 다음 회담은 삼월 초에 열릴 예정이라고 지역"
        " 신문이 전했다."
    ),
    "english": (
        "The “host” paid €5 for the coffee — naïvely, as it turned out. Mr Gröning, who had"
        " come to the café only once, said it wasn’t worth the walk. Both sides have agreed to"
        " meet again in the spring; neither of them has any reason to hurry, and the bridge"
        " will not be finished until the end of next year."
    ),
}

_WESTERN = ("cp1252", "iso8859-1", "iso8859-15", "mac-roman")
_CENTRAL = ("cp1250", "iso8859-2")
_BALTIC = ("cp1257", "iso8859-13")
# Those that a language's files are found in, besides the Unicode ones.
ENCODINGS = {
    **dict.fromkeys(
        "french german spanish portuguese italian swedish danish finnish".split(), _WESTERN
    ),
    **dict.fromkeys("polish czech hungarian croatian romanian".split(), _CENTRAL),
    "russian": ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac-cyrillic"),
    "ukrainian": ("cp1251", "koi8-u", "mac-cyrillic"),
    "bulgarian": ("cp1251", "iso8859-5"),
    "serbian": ("cp1251",),
    "greek": ("cp1253", "iso8859-7"),
    "turkish": ("cp1254", "iso8859-9"),
    **dict.fromkeys("lithuanian latvian estonian".split(), _BALTIC),
    "hebrew": ("cp1255", "iso8859-8"),
    "arabic": ("cp1256", "iso8859-6"),
    "thai": ("tis-620",),
    "japanese": ("shift-jis", "euc-jp", "iso2022-jp"),
    "simplified chinese": ("gb18030", "gb2312"),
    "traditional chinese": ("big5",),
    "korean": ("euc-kr",),
    "english": ("cp1252", "mac-roman"),
}
UNICODE = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
)


_PLAIN = str.maketrans("„“”‘’–—«»ʼ", '"""\'\'--""\'') | {ord("€"): "EUR "}


def written() -> list[tuple[str, str, str, bytes]]:
    """Language, encoding, text and its bytes: whole texts and their first sentences alone."""
    made = []
    for language, whole in TEXTS.items():
        for encoding in (*ENCODINGS[language], *UNICODE):
            for text in (f"{whole}\n", f"{_first_sentence(whole)}\n"):
                # What an encoding has no quotation marks for, people write with plain ones.
                shown = text if _fits(text, encoding) else text.translate(_PLAIN)
                made.append((language, encoding, shown, shown.encode(encoding)))
    return made


def _fits(text: str, encoding: str) -> bool:
    return text.encode(encoding, "ignore").decode(encoding) == text


def _first_sentence(text: str) -> str:
    """At least sixty characters of it."""
    stops = [place for place, sign in enumerate(text) if sign in ".。" and place > 60]
    return text[: (stops or [len(text)])[0] + 1]
