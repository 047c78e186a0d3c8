"""Abbreviations and words that open sentences, in fifteen languages."""

from __future__ import annotations

# By language and by attribute of `Abbreviations`. None has more than seven letters before its
# stop: longer words end their sentences unseen.
LISTS = {
    "english": {
        "before_names": "mr mrs ms mx dr drs prof profs gen col lt sgt capt maj adm cmdr cdr brig"
        " cpl pvt sen sens rep reps gov amb rev hon pres supt atty messrs mme mlle fr st ste mt ft"
        " lt-gen maj-gen vs v eg ie e.g i.e cf viz op ca c approx incl esp resp dist",
        "before_numbers": "no nos nr p pp vol vols ch chap sec sect art arts para paras fig figs"
        " ed eds app ex tab pt ver est par n nn l ll f ff fol b d r fl",
        "months": "jan feb mar apr jun jul aug sep sept oct nov dec",
        "may_end": "inc ltd co corp llc plc gmbh bros jr sr esq etc al ibid dept univ assn assoc"
        " ave blvd rd hwy ph.d calif fla minn penn tenn ariz colo conn okla misc intl natl govt"
        " avg",
        "openers": "A An The This That These Those He She It We They You I His Her Its Our Their"
        " My Your There Here In On At By For From With Without Under Over After Before Since Until"
        " During Between Among Against Despite Within Through Throughout Across As If When While"
        " Where Whereas Whether Once Although Though Because Unless But And Or Nor So Yet Then"
        " Thus Hence However Moreover Meanwhile Nevertheless Nonetheless Indeed Instead Still Also"
        " Even Only Just Now Today Later Yesterday Tomorrow Soon Perhaps Maybe Not No Yes What Who"
        " Whom Whose Which Why How Some Many Most Several All Both Each Every Any Another Other"
        " Others Such One Two Three Few Neither Either None Nobody Nothing Everyone Everything"
        " Again Finally First Second Last Next Likewise Similarly Conversely Furthermore"
        " Consequently Therefore Otherwise Unfortunately Fortunately According Asked Critics"
        " Analysts Observers Officials",
        "reporting_verbs": "said says asked asks added adds replied replies answered answers told"
        " tells wrote writes exclaimed shouted cried whispered wondered continued insisted"
        " declared demanded inquired enquired remarked quipped joked retorted",
    },
    "german": {
        "before_names": "hr hrn fr frl dr dres prof profs dipl ing mag lic med phil jur h.c gen"
        " oberst lt st z.b d.h d.i i.e u.a u.ä o.ä s.o s.u z.t i.d.r i.a i.v z b h o u t bzw ca"
        " etwa evtl ggf ggfs gegr geb gest inkl exkl einschl vgl sog allg bes insb insbes eigtl"
        " bspw max min mind rd hrsg hg red übers verf begr vs abb tab anm abschn kap art abs bd bde"
        " nr nrn str tel fa al jhd mio mrd tsd hl hll kgl dt frz engl russ chin amer europ ehem"
        " urspr zzgl abzgl zit",
        "before_numbers": "s f ff aufl ausg ziff rn rdnr jg jgg p pp vol no",
        "months": "jan febr feb jän apr jun jul aug sept sep okt nov dez",
        "may_end": "jh co inc ltd corp jr sen a ä",
        "final": "usw etc usf u.s.w u.s.f u.v.m u.dgl",
        "ordinals": "",
        "openers": "Der Die Das Dem Den Des Ein Eine Einer Einem Einen Eines Er Sie Es Wir Ich Ihr"
        " Du Man Dies Diese Dieser Dieses Diesem Diesen Jene Jener Jenes Sein Seine Seiner Ihre"
        " Ihrer Unser Unsere Mein Meine Kein Keine Keiner In Im Am An Auf Aus Bei Beim Mit Nach"
        " Von Vom Vor Zu Zum Zur Über Unter Um Für Gegen Ohne Durch Seit Bis Zwischen Während Wegen"
        " Trotz Und Aber Oder Doch Denn Wenn Als Ob Obwohl Weil Da Daß Dass Damit Dabei Dagegen"
        " Daher Dann Darauf Dort Hier So Also Auch Nur Noch Schon Jetzt Heute Gestern Morgen Später"
        " Zuvor Zuletzt Danach Dennoch Deshalb Trotzdem Allerdings Jedoch Inzwischen Nun Nicht"
        " Nichts Niemand Alle Alles Beide Viele Einige Manche Andere Wer Was Wo Wie Warum Wann"
        " Welche Welcher Ja Nein Vielleicht Zwar Sogar Außerdem Zwei Drei",
    },
    "french": {
        "titles": "M MM",
        "elided": "",
        "before_names": "mme mmes mlle mlles me mgr dr drs pr prof gén col cap cdt lt sgt st"
        " ste sts stes p.ex ex c.-à-d cf env av apr vs éd dir coll trad op boul bd fg hôp",
        "before_numbers": "p pp n no nos nº n° vol t tom chap ch art fig sect al § f ff tél",
        "months": "janv févr fév avr juil sept oct nov déc",
        "may_end": "j.-c cie sté inc ltd s.a jr ibid id",
        "final": "etc",
        "openers": "Le La Les Un Une Des Du De Au Aux Il Elle Ils Elles On Nous Vous Je Tu Ce Cet"
        " Cette Ces C J N Qu Ceci Cela Ça Son Sa Ses Leur Leurs Notre Nos Mon Ma Mes En Dans Par"
        " Pour Sur Sous Avec Sans Chez Entre Contre Depuis Pendant Avant Après Vers Dès Selon Mais"
        " Et Ou Or Donc Car Ni Si Quand Lorsque Comme Puisque Parce Bien Quoique Alors Ainsi Aussi"
        " Puis Ensuite Enfin Cependant Pourtant Toutefois Néanmoins Ici Là Aujourd Hier Demain"
        " Plus Moins Très Trop Tout Toute Tous Toutes Chaque Plusieurs Quelques Certains Certaines"
        " Aucun Aucune Personne Rien Qui Que Quoi Quel Quelle Quels Où Comment Pourquoi Combien"
        " Oui Non Ne Pas Peut Deux Trois À Y Même",
    },
    "spanish": {
        "titles": "D",
        "before_names": "sr sra sres sras srta dr dra dres d dª dña don fr sto sta mons ud uds vd"
        " vds prof profa lic ing arq gral gen cnel tte cap cmdte alte excmo excma ilmo p.ej ej"
        " aprox cf ca vs ed trad dir col coord a d avda av c/ pza ee rev",
        "before_numbers": "pág págs pag p pp núm nums n nº no nro vol t tomo cap caps art arts fig"
        " figs sec tel § apdo",
        "months": "ene feb mar abr may jun jul ago sep sept set oct nov dic",
        "may_end": "cía cia s.a inc ltd jr ibíd íd a.c d.c",
        "final": "etc uu ee.uu",
        "openers": "El La Los Las Un Una Unos Unas Lo Al Del De Él Ella Ellos Ellas Yo Tú Usted"
        " Ustedes Nosotros Se Su Sus Mi Mis Nuestro Nuestra Este Esta Esto Estos Estas Ese Esa Eso"
        " Aquel Aquella En Con Sin Por Para Desde Hasta Entre Contra Sobre Bajo Tras Según Durante"
        " Ante Y E O U Pero Sino Ni Que Si Cuando Donde Como Porque Aunque Mientras Pues Así"
        " Entonces Luego Después Antes Ahora Hoy Ayer Mañana Aquí Allí También Tampoco Ya Aún"
        " Todavía Solo Sólo No Sí Nada Nadie Nunca Todo Toda Todos Todas Algunos Algunas Muchos"
        " Muchas Varios Otros Otra Otro Cada Qué Quién Quiénes Cuál Cuándo Dónde Cómo Dos Tres Más"
        " Hay Es Son Era Fue Sin",
    },
    "russian": {
        "before_names": "т.е т.к т.н т.о им г-н г-жа г-да тов гр акад проф доц канд докт инж ген"
        " полк подп майор кап лейт св ул просп пр пл пер наб пос дер обл оз р о м с е к ср см"
        " напр прим ред сост изд пер н т англ нем фр кит рус греч лат ок св макс мин вкл",
        "before_numbers": "стр гл рис табл илл ст пп ч т вып № тел кв корп",
        "months": "янв февр фев мар апр июн июл авг сент сен окт ноя нояб дек",
        "may_end": "д п г гг в вв н.э руб коп тыс млн млрд трлн долл др пр проч",
        "final": "т.д т.п",
        "openers": "Он Она Оно Они Я Ты Мы Вы Это Этот Эта Эти Тот Та То Те Его Её Ее Их Наш Наша"
        " Мой Свой В Во На По С Со К Ко У О Об Обо От Ото Из До За Под Над При Про Для Без Между"
        " Через После Перед Среди Около Против И А Но Или Да Же Если Когда Где Куда Как Так Что"
        " Чтобы Хотя Потому Поэтому Затем Потом Тогда Теперь Сейчас Сегодня Вчера Завтра Здесь Там"
        " Тут Однако Впрочем Также Тоже Ещё Еще Уже Только Лишь Даже Не Ни Нет Никто Ничего Все"
        " Всё Весь Вся Каждый Многие Некоторые Другие Кто Какой Какая Какие Почему Зачем Сколько"
        " Два Две Три Один Одна Кроме Вместо Несмотря Согласно",
    },
    "italian": {
        "elided": "",
        "before_names": "sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa avv ing arch rag"
        " geom on sen gen col cap ten mons don s ss p.es es cfr ca vs ed trad dir v.le p.za c.so",
        "before_numbers": "pag pagg p pp n nn vol voll cap capp art artt fig figg tav sec sez tel",
        "months": "genn gen febb feb mar apr magg mag giu lug ag ago sett set ott nov dic",
        "may_end": "s.p.a spa s.r.l srl a.c d.c ibid id",
        "final": "ecc etc",
        "openers": "Il Lo La I Gli Le L Un Uno Una Del Della Dei Delle Al Alla Nel Nella Egli Lui"
        " Lei Loro Noi Voi Io Tu Si Questo Questa Questi Queste Quello Quella Suo Sua Nostro In"
        " Con Su Per Tra Fra Da Dal Dalla Di A Ad E Ed O Ma Se Quando Dove Come Perché Poiché"
        " Mentre Dopo Prima Poi Allora Così Anche Ancora Già Solo Oggi Ieri Domani Qui Qua Là Non"
        " Nessuno Niente Nulla Tutto Tutti Ogni Alcuni Molti Altri Chi Che Cosa Quale Due Tre"
        " Secondo Contro Senza È",
    },
    "portuguese": {
        "titles": "D",
        "before_names": "sr sra srs sras srta dr dra drs prof profa eng arq gen cel cap ten sgt d"
        " dom exmo exma ilmo v exa s sta sto p.ex ex aprox cf ca vs ed org trad av r pça",
        "before_numbers": "pág págs pag p pp n nº núm no vol cap caps art arts fig figs séc sec"
        " tel",
        "months": "jan fev mar abr mai jun jul ago set out nov dez",
        "may_end": "cia ltda s.a jr ibid id a.c d.c",
        "final": "etc",
        "openers": "O A Os As Um Uma Uns Umas Do Da Dos Das No Na Nos Nas Ao À De Em Com Sem Por"
        " Para Até Desde Entre Contra Sobre Sob Segundo Durante Ele Ela Eles Elas Eu Tu Você Nós"
        " Isto Isso Este Esta Esse Essa Aquele Aquela Seu Sua Nosso E Ou Mas Nem Que Se Quando"
        " Onde Como Porque Embora Enquanto Pois Assim Então Depois Antes Agora Hoje Ontem Amanhã"
        " Aqui Ali Também Já Ainda Só Não Sim Nada Ninguém Nunca Tudo Todos Todas Alguns Muitos"
        " Vários Outros Cada Quem Qual Dois Três É",
    },
    "dutch": {
        "before_names": "dhr mevr mw mej dr drs ir ing prof mr ds pater zr gen kol st bijv bv b.v"
        " d.w.z o.a m.a.w m.b.t i.p.v t.a.v z.g zgn resp incl excl ca vs vgl red vert",
        "before_numbers": "blz p pp nr nrs art afb fig hfdst dl vol tel par",
        "months": "jan feb mrt apr jun jul aug sept sep okt nov dec",
        "may_end": "jl jr sr n.v a.d v.chr n.chr",
        "final": "enz etc e.d",
        "openers": "De Het Een Hij Zij Ze Wij We Ik Jij Je U Jullie Dit Dat Deze Die Zijn Haar Hun"
        " Ons Onze Mijn In Op Aan Bij Met Naar Van Voor Over Onder Om Tegen Zonder Door Sinds Tot"
        " Tussen Tijdens Volgens En Maar Of Want Als Toen Hoewel Omdat Daar Daarom Dan Er Hier Zo"
        " Ook Nog Al Nu Vandaag Gisteren Morgen Later Daarna Toch Echter Niet Niets Niemand Geen"
        " Alle Alles Veel Sommige Andere Wie Wat Waar Hoe Waarom Wanneer Welke Ja Nee Twee Drie Na",
    },
    "swedish": {
        "before_names": "hr fr dr prof doc gen t.ex bl.a d.v.s dvs s.k m.a.o fr.o.m t.o.m p.g.a"
        " ca resp inkl exkl jfr st red övers vs",
        "before_numbers": "s sid nr nrn kap art bd fig kl tel vol",
        "months": "jan febr feb mars apr jun jul aug sept okt nov dec",
        "may_end": "jr sr f.kr e.kr",
        "final": "osv o.s.v m.m m.fl etc",
        "openers": "Den Det De En Ett Han Hon Vi Ni Jag Du Man Detta Denna Dessa Hans Hennes Deras"
        " Vår I På Av Till Från Med Utan Om Under Över Efter Före Mellan Mot Genom För Och Men"
        " Eller Att När Då Som Eftersom Där Här Så Också Även Nu Idag Igår Sedan Inte Ingen Inget"
        " Alla Allt Många Några Andra Vem Vad Var Hur Varför Ja Nej Två Tre",
    },
    "danish": {
        "before_names": "hr fr frk dr prof gen f.eks bl.a dvs d.v.s s.k såk mht pga ca inkl ekskl"
        " jf st red overs vs mio mia",
        "before_numbers": "s nr kap art bd fig kl tlf vol stk §",
        "months": "jan feb mar apr jun jul aug sept sep okt nov dec",
        "may_end": "jr sr f.kr e.kr pct kr",
        "final": "osv m.m m.v m.fl etc",
        "ordinals": "",
        "openers": "Den Det De En Et Han Hun Vi I Jeg Du Man Dette Denne Disse Hans Hendes Deres"
        " Vores På Af Til Fra Med Uden Om Under Over Efter Før Mellem Mod Gennem For Og Men Eller"
        " At Når Da Som Fordi Der Her Så Også Nu Idag Siden Ikke Ingen Intet Alle Alt Mange Nogle"
        " Andre Hvem Hvad Hvor Hvordan Hvorfor Ja Nej To Tre",
    },
    "norwegian": {
        "before_names": "hr fru frk dr prof gen f.eks bl.a dvs d.v.s s.k pga ca inkl ekskl jf jfr"
        " st red overs vs mill mrd",
        "before_numbers": "s nr kap art bd fig kl tlf vol",
        "months": "jan feb mars apr jun jul aug sept okt nov des",
        "may_end": "jr sr f.kr e.kr pst kr",
        "final": "osv m.m m.v m.fl etc",
        "ordinals": "",
        "openers": "Den Det De En Ei Et Han Hun Vi Jeg Du Man Dette Denne Disse Hans Hennes Deres"
        " Vår I På Av Til Fra Med Uten Om Under Over Etter Før Mellom Mot Gjennom For Og Men Eller"
        " At Når Da Som Fordi Der Her Så Også Nå Siden Ikke Ingen Intet Alle Alt Mange Noen Andre"
        " Hvem Hva Hvor Hvordan Hvorfor Ja Nei To Tre",
    },
    "finnish": {
        "before_names": "esim ts ns mm tri prof toht maist kenr ev yht vrt ks n noin nk em eo",
        "before_numbers": "s ss nro n:o luku art klo puh vol",
        "may_end": "eaa ekr jkr milj mrd",
        "final": "jne yms ym jms tms",
        "ordinals": "",
        "openers": "Hän He Se Ne Me Te Minä Sinä Tämä Nämä Tuo Nuo Hänen Heidän Sen Niiden Ja Mutta"
        " Tai Vaan Että Kun Jos Koska Vaikka Siellä Täällä Siksi Sitten Myös Nyt Tänään Eilen Ei"
        " Eivät Kukaan Mikään Kaikki Monet Jotkut Muut Kuka Mikä Missä Miten Miksi Kyllä Kaksi"
        " Kolme",
    },
    "hungarian": {
        "before_names": "dr prof ifj id özv gen pl ún ill vö ld kb szt st bp stb-i al",
        "before_numbers": "old o sz fej ábra köt tel évf",
        "months": "jan febr márc ápr máj jún júl aug szept okt nov dec",
        "may_end": "kft rt zrt bt kr i.e i.sz",
        "final": "stb",
        "ordinals": "",
        "openers": "A Az Egy Ő Ők Mi Ti Én Te Ez Ezek Azok És De Vagy Hanem Hogy Ha Amikor Mert Bár"
        " Ott Itt Ezért Azért Akkor Aztán Majd Is Most Ma Tegnap Holnap Nem Nincs Senki Semmi"
        " Minden Sok Néhány Más Ki Mit Hol Hogyan Miért Igen Két Három",
    },
    "romanian": {
        "before_names": "dl dna dlui dnei d-l d-na d-lui dr prof ing gen col lt sf pt cca ex de.ex"
        " cf vs ed trad str bd",
        "before_numbers": "p pp pag nr vol cap art fig tel al lit",
        "months": "ian feb mart apr iun iul aug sept oct nov dec",
        "may_end": "s.a s.r.l jr î.hr d.hr ibid",
        "final": "etc ş.a ș.a ş.a.m.d ș.a.m.d",
        "openers": "El Ea Ei Ele Eu Tu Noi Voi Un O Unul Una Acest Această Aceasta Acesta Acești"
        " Aceste Acel Acea În La De Din Cu Fără Pe Pentru După Înainte Între Contra Despre Sub"
        " Peste Până Și Dar Sau Ori Însă Că Dacă Când Unde Cum Deoarece Deși Apoi Atunci Aici Acolo"
        " Acum Astăzi Ieri Mâine De Nu Nimeni Nimic Toți Toate Mulți Unii Alții Cine Ce Care Da"
        " Doi Două Trei S",
    },
    "arabic": {
        "before_names": "د أ م",
        "openers": "و",
    },
}
