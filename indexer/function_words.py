"""The words of a language that a query can do without, and that take no place in nearness."""

from __future__ import annotations

from functools import cache

from pincite.indexer.analysis import fold

# As they are written, accents included: that tells languages apart. Left out on purpose is what is
# a name or a thing as often as not: in English us, may, might, march, in French été, or, car; will
# as a surname is the price of "what will happen".
WORDS = {
    "arabic": """
        آخر أحد أم أن أنا أنت أنها أنه أو أي أيضا إذ إذا إلا إلى إن إنه إنها الذي التي الذين الآن
        بأن بعد بعض بل بما به بها بهذا بين تحت تلك تم ثم حتى حول حيث حين خلال دون ذلك ضد عام عن عند
        عندما عليه عليها على غير فإن فقد فهو فوق في فيه فيها قبل قد كان كانت كل كلا كما كي لا لأن
        لدى لقد لكن لكل لم لما لماذا لن له لها لهم لو ليس ليست ما ماذا متى مع مما من منذ منه منها
        نحن نحو هذا هذه هل هم هنا هناك هو هي و وأن وإن وقد وكان وكانت ولا ولم ولكن وما ومن وهو وهي
        يا يكون
    """,
    "danish": """
        ad af alle alt anden andet at bare begge blev blive bliver da de dem den denne der deres
        det dette dig din disse dog du efter ej eller en end endnu er et for fordi fra få får før
        ham han hans har havde have hende hendes her hos hun hvad hver hvilken hvis hvor hvordan
        hvorfor i igen ikke ind ingen intet jeg jer jo kan kun kunne man mange med meget mellem men
        mere mig min mod må ned noget nogle nok nu når også og om op os over på samme sig sin sit
        skal skulle som så til ud under var ved vi vil ville vor være været
    """,
    "dutch": """
        aan al alle alleen als altijd ander andere bij binnen bent ben daar dan dat de deze die dit
        doch doen door dus een eens en er ge geen geweest haar had hebben heb heeft hem het hier
        hij hoe hun iemand iets ik in is ja je jij jou jouw jullie kan kon kunnen maar me meer men
        met mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons onze ook op over
        reeds sinds te tegen toch toen tot tussen u uit uw van veel voor waar waarom want waren was
        wat we wel werd werden wie wij wil worden wordt zal ze zei zelf zich zij zijn zo zonder zou
        zouden
    """,
    "english": """
        a about after again against all also am an and any are aren't as at be because been before
        being below between both but by can can't cannot could couldn't did didn't do does doesn't
        doing don't down during each few for from further had hadn't has hasn't have haven't having
        he her here hers herself him himself his how i if in into is isn't it it's its itself me
        more most my myself no nor not of off on once only or other our ours ourselves out over own
        same she should shouldn't so some such than that that's the their theirs them themselves
        then there these they this those through to too under until up very was wasn't we were
        weren't what when where which while who whom whose why will with won't would wouldn't you
        your yours yourself yourselves
    """,
    "finnish": """
        ei eikä eivät emme en enemmän ennen ette että he heidän heille hän hänelle hänen häntä ihan
        ja jo joiden joihin joissa joita joka jonka jos jossa jota jotka jotta kaikki kanssa kautta
        koska kuin kuinka kun kuten kuitenkin me meidän meille mihin mikä miksi missä miten mitä
        mukaan mutta myös myöskin ne niiden niin niitä noin nuo nyt näin näiden näitä nämä ole olen
        olet olette oli olimme olin olisi olisivat olivat olla ollut on oman ovat sama se sekä sen
        siellä sillä siinä siis siitä sitten sitä tai te teidän tuo tämä tämän tässä tästä tätä
        vaan vai vaikka vain vielä voi voivat yli
    """,
    "french": """
        a afin ai ainsi alors après au aucun aucune aussi autre autres aux avaient avait avant avec
        avez avoir avons c'est ce cela celle celles celui ces cet cette ceux chaque chez comme
        comment d'un d'une dans de depuis des donc dont du elle elles en encore entre est et eu eux
        il ils j'ai je jusqu'à l'on la le les leur leurs lors lorsque lui là ma mais me mes moi
        moins mon même mêmes n'a n'est n'ont ne ni non nos notre nous on ont ou où par parce pas
        pendant peu peut plus pour pourquoi qu'elle qu'elles qu'il qu'ils qu'on qu'un qu'une quand
        que quel quelle quelles quels qui quoi s'est s'il sa sans se selon sera ses si soi soit son
        sont sous sur ta te tes toi ton tous tout toute toutes très tu un une vers vos votre vous y
        à étaient était étant êtes être
    """,
    "german": """
        aber alle allem allen aller alles als also am an andere anderen anderer auch auf aus bei
        beim bin bis bist da damit dann daran darauf das dass dazu daß dein deine dem den denn der
        deren des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine
        einem einen einer eines er es etwas euch euer für gegen habe haben hat hatte hatten hier
        hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem
        jeden jeder jedes jene jener jetzt kann kein keine keinem keinen keiner können könnte man
        mehr mein meine mich mir mit muss nach nicht nichts noch nun nur ob oder ohne schon sehr
        sei sein seine seinem seinen seiner seit sich sie sind so soll sollte sondern sonst um und
        uns unser unsere unter viel vom von vor war waren warum was weil welche welchem welchen
        welcher welches wenn wer werde werden wie wieder will wir wird wo worden wurde wurden
        während zu zum zur zwar zwischen über
    """,
    "hungarian": """
        a abban ahhoz ahogy ahol aki akik akkor alatt amely amelyek amelyet amíg ami amikor annak
        arra arról az azok azon azt aztán azzal azért be benne csak de e ebben egy egyes egyik
        egész ehhez el ellen elég elő előtt emilyen ennek erre ez ezek ezen ezt ezzel ezért fel
        felé ha hanem hiszen hogy hogyan igen illetve ilyen is ismét itt jól kell ki kívül között
        közül le legyen lehet lenne lesz lett maga majd meg mellett mely melyek mert mi mikor
        milyen mint mintha mit mivel miért most már más még míg nagyon ne nekem neki nem nincs
        olyan ott pedig saját se sem semmi sok sokkal számára szerint szinte által általában és én
        így ön össze ő ők úgy után utána vagy vagyok valaki való van vannak vele vissza viszont
        volna volt voltak
    """,
    "italian": """
        a ad agli ai al alla alle allo anche ancora avere aveva avevano c'è che chi ci come con
        contro cosa così cui da dagli dai dal dalla dalle dallo degli dei del dell della delle
        dello di dopo dove dunque e ed era erano essere fra già gli ha hanno ho i il in io la le
        lei li lo loro lui ma mai me mentre mi mia mie miei mio molto ne negli nei nel nella nelle
        nello noi non nostra nostro né o ogni oppure per perché però più poi prima proprio qua
        quale quali quando quella quelle quelli quello questa queste questi questo qui quindi se
        sei senza si sia siamo siano sono sopra sotto stata state stati stato su sua sue sugli sui
        sul sulla sulle sullo suo suoi tra tu tua tue tuo tuoi tutta tutte tutti tutto un una uno
        vi voi è
    """,
    "norwegian": """
        alle alt andre at av bare begge ble bli blir blitt bort både da de deg dei den denne der
        deres det dette din disse du eg ei eller en enn er et etter for fordi fra få får før ha
        hadde han hans har hennes her hos hun hva hvem hver hvilken hvis hvor hvordan hvorfor i
        ikke inn ingen ingenting jeg kan kun kunne man mange med meg mellom men mer min mot mye må
        ned noe noen nok nå når og også om opp oss over på samme seg selv si siden sin sitt skal
        skulle som så til ut under uten var ved vi vil ville vår være vært
    """,
    "portuguese": """
        a ainda ao aos apenas aquela aquelas aquele aqueles aquilo as assim até com como contra da
        das de dela dele deles depois desde do dos e ela elas ele eles em entre era eram essa essas
        esse esses esta estas este estes está estão eu foi foram há isso isto já lhe lhes lo mais
        mas me mesma mesmo meu meus minha muito na nas nem no nos nossa nosso num numa não nós o
        onde os ou outra outras outro outros para pela pelas pelo pelos pode podem por porque pouco
        qual quais quando quanto que quem se seja sem sempre ser será seu seus sido sob sobre sua
        suas são também tem ter teu teve tinha tinham toda todas todo todos tu tua tudo tão têm um
        uma umas uns vocês você é à às
    """,
    "romanian": """
        a abia acea aceasta această aceea acei acel acela acele acelea acest acesta aceste acestea
        acestei acestor acestui acolo acum ai aici al ale alt alte altă am ar are asemenea asta
        astfel asupra atunci au avea avut azi aș aţi ați ca care cauza ce cea cei cel cele celor cu
        cum cât către când căci că cărui da dacă dar de deci decât deja deoarece departe despre
        deși din dintre doar după ea ei el ele era erau este eu fi fie fiecare fiind fost fără iar
        ii il la le li lor lui mai mea mei mult multe mulți ne nici nimic niște noastre nostru noi
        nu o oricare ori pe pentru peste poate prin printre sa sale sau se sub sunt suntem sunteți
        sus să său săi te tot toate toată toți totuși tu un una unde unei unele unor unui vor vom
        va voi vostru vă și în între îl îi își însă
    """,
    "russian": """
        а без более бы был была были было быть в вам вас ведь весь во вот все всего всех всё вы где
        да даже для до его ее её если есть еще ещё же за здесь и из или им их к как какая какой
        когда кого которая которого которой которую которые который которых кто ли лишь между меня
        мне много может можно мой моя мы на над надо нам нас не него нее неё ней нет ни них но ну о
        об один он она они оно от перед по под после потом потому почти при про с сам себе себя
        сейчас со так также такие такой там те тем теперь то тогда того тоже той только том тот ту
        тут ты у уже хотя чего чем через что чтобы эта эти этим этих это этого этой этом этот эту я
    """,
    "spanish": """
        a al algo alguna algunas alguno algunos algún ante antes aquel aquella aquellos así aun
        aunque aún bajo bien cada como con contra cual cuales cuando cómo de del desde donde
        durante e el él ella ellas ello ellos en entre era eran es esa esas ese eso esos esta
        estaba estado estas este esto estos está están fue fueron ha haber había habían han hasta
        hay he la las le les lo los mas me mi mientras mis mucho muchos muy más mí ni no nos
        nosotros nuestra nuestro nuestros o os otra otras otro otros para pero poco por porque pues
        que quien quienes qué se sea según ser si sido sin sino sobre son su sus sí también tan
        tanto te tenía tiene tienen toda todas todo todos tu tus un una unas uno unos usted ya y yo
    """,
    "swedish": """
        alla allt än är andra att av bara blev bli blir både de dem den denna deras dess dessa det
        detta dig din du där då efter ej eller en er ett finns för från få får genom ha hade han
        hans har hennes här hon honom hos hur i icke in inga ingen ingenting inom inte jag kan
        kunde man med mellan men mer mera mig min mot mycket må måste ned ni nu någon något några
        när och också om oss på sedan sig sin sitt skall ska skulle som så sådan till under upp ut
        utan vad var varför varje vara varit vi vid vilka vilken vill åt över
    """,
}


@cache
def function_words(language: str) -> frozenset[str]:
    """The words, folded, that a query in a language can do without; none for an unknown one."""
    return frozenset(map(fold, WORDS.get(language, "").split()))


FUNCTION_WORDS = function_words("english")
