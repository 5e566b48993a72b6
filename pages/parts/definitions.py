"""What each figure means, how it is counted and what it does not say. The same definitions stand once as SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure or word: the anchor that pages link to, its name, and paragraphs. `example` is filled with the
    plan's own numbers (names of columns of the question key_figures)."""

    anchor: str
    name: str
    paragraphs: tuple[str, ...]
    example: str = ""


DEFINITIONS: Final = (
    Definition(
        "atgarder",
        "Åtgärder",
        (
            "Allt som planen säger ska göras. En numrerad del med egen tid, ansvarig eller status är en egen åtgärd.",
            "Står samma åtgärd i flera dokument, till exempel i planen och i uppföljningen, räknas den en gång.",
            "Borttagna är de som strukits ur planen. De visas, men av andelarna är de bara med i de uppföljda.",
        ),
        "Planen har {measures} åtgärder. Borttagna: {removed}. Andelarna räknas på {counted}.",
    ),
    Definition(
        "genomforda",
        "Genomförda",
        (
            "Åtgärder som är klara, delat med alla utom de borttagna.",
            "Siffran säger inte om åtgärden hjälpte. En plan med mycket löpande arbete får en låg andel även om "
            "allt fungerar. Läs den därför tillsammans med I fas.",
        ),
        "{done} av {counted} åtgärder är genomförda.",
    ),
    Definition(
        "i-fas",
        "I fas",
        (
            "Genomförda, och pågående vars slutdatum inte har passerat, delat med alla utom de borttagna.",
            "Löpande arbete har inget slutdatum och är i fas så länge det pågår.",
        ),
        "{on_track} av {counted} åtgärder är i fas.",
    ),
    Definition(
        "forsenade",
        "Försenade",
        (
            "Åtgärder med ett slutdatum som har passerat vid valt datum, och där arbete återstår: pågår, delvis "
            "genomförd, ej påbörjad, pausad, oklar eller ej uppföljd. Dagar sen räknas från slutdatumet.",
            "En åtgärd utan slutdatum kan inte bli försenad. Ej genomförd räknas inte som försenad: det är ett utfall.",
            "Snart betyder slutdatum inom 60 dagar.",
            "Ett datum är flyttat när ett senare dokument i planen anger ett annat slutdatum än det förra, eller inget "
            "alls. Ett första slutdatum är ingen flytt, och ett dokument utan kolumn för tiden säger inget om den.",
        ),
        "{overdue} är försenade och {soon} har slutdatum inom 60 dagar.",
    ),
    Definition(
        "uppfoljda",
        "Uppföljda",
        (
            "Åtgärder som har någon uppföljning, delat med alla åtgärder.",
            "Saknar uppföljning är de vars slutdatum eller planår har passerat utan att något är skrivet.",
        ),
        "{followed_up} av {measures} åtgärder är uppföljda.",
    ),
    Definition(
        "arbetsbelastning",
        "Öppna, klara och vem som bär dem",
        (
            "Öppna är åtgärder där arbete återstår: pågår, delvis genomförd, ej påbörjad, pausad, oklar eller ej "
            "uppföljd. Klara är de genomförda. Ej genomförda och borttagna är varken öppna eller klara.",
            "En åtgärd med flera ansvariga räknas en gång för var och en. Antalet säger inte hur stor en åtgärd är "
            "eller hur mycket tid den tar.",
            "Hänger på en enda person gör en öppen åtgärd när planen namnger en person som ansvarig och ingen annan: "
            "ingen till person, ingen funktion och ingen organisation. Det säger inget om personen, men mycket om "
            "vad som händer när personen är borta.",
            "Part är den samverkanspart som den ansvariga hör till, så långt det framgår av orden.",
            "Lovat och levererat visar för varje part hur många av alla åtgärder som parten står i, utom de borttagna, "
            "som är genomförda, öppna, försenade och ej genomförda. Slutdatum per månad räknar åtgärder som har ett "
            "slutdatum, i den månad det infaller.",
        ),
    ),
    Definition(
        "samma-person",
        "Samma person",
        (
            "En person räknas en gång, hur namnet än är skrivet. Två stavningar räknas som samma person när de bara "
            "skiljer sig i stora bokstäver, bindestreck eller mellanrum, och ett ensamt förnamn när bara ett fullt "
            "namn i distriktets planer börjar så. Skälet står på åtgärdens egen sida.",
            "Kan förnamnet vara flera, eller är två namn nästan lika, räknas de var för sig tills någon har svarat på "
            "frågan på sidan Arbetsbelastning. Svaret gäller alla planer för distriktet, går före reglerna och kan "
            "ångras.",
        ),
    ),
    Definition(
        "okant",
        "När status är okänd",
        (
            "Står det inget, eller går texten inte att tyda, är status okänd. Då visas ett spann: det lägsta om "
            "ingen av de okända är klar, det högsta om alla är det. «2–85 %» betyder att andelen ligger "
            "däremellan.",
            "Är fler än hälften okända visas bara spannet. Vid färre än fem åtgärder visas ingen andel alls.",
        ),
        "{unknown} av {counted} åtgärder har okänd status.",
    ),
    Definition(
        "per-datum",
        "Per datum",
        (
            "Den dag som förseningar bedöms. Utan eget val är det dagen för den senaste uppföljningen: en plan "
            "för 2024 bedöms som den stod då, inte som i dag.",
            "En uppföljning av hela året bedöms efter årets slut. Väljer du ett tidigare datum visas det som var "
            "känt då, och före planens första dokument det som det säger.",
        ),
    ),
    Definition(
        "lage",
        "Läge",
        (
            "Första regeln som stämmer gäller. — Struken: borttagen. ■ Rött: ej genomförd, mer än 90 dagar "
            "försenad, eller ej påbörjad fast startdatum eller slutdatum har passerat. ▲ Gult: delvis genomförd, "
            "pausad eller högst 90 dagar försenad. ○ Grått: ej uppföljd eller oklar, eller ej påbörjad utan att "
            "något datum passerat. ● Grönt: genomförd, eller pågår utan att vara försenad.",
            "Ett läge blir aldrig bättre av att tiden går.",
        ),
    ),
    Definition(
        "status",
        "Status",
        (
            "Genomförd, Delvis genomförd, Pågår, Pausad, Ej påbörjad, Ej genomförd, Oklar, Ej uppföljd eller "
            "Borttagen. Status läses ur uppföljningens egna ord. Säger de inte hur det gick blir den Oklar.",
            "Vilar läsningen på lite ställs en fråga. Tills den är besvarad räknas åtgärden som den lästes, "
            "och raden är märkt «osäkert läst». Spannet räknar bara de okända, inte de osäkert lästa.",
        ),
    ),
    Definition(
        "beslut",
        "Kräver beslut",
        (
            "Åtgärder som inte kommer vidare utan styrgruppen, grupperade efter frågan att ta ställning till: "
            "försenade utan ansvarig, försenade mer än 90 dagar eller med ett hinder, försenade som inte är påbörjade, "
            "ej genomförda, ej påbörjade, öppna utan ansvarig, pausade och öppna som väntar på någon annan. "
            "En åtgärd står bara under sin första fråga.",
            "Hinder och väntan läses ur uppföljningens egna ord, till exempel «väntar på svar från skolan» eller "
            "«personalbrist». Säger uppföljningen inget om det syns det inte heller här.",
        ),
    ),
    Definition(
        "omraden",
        "Områden",
        (
            "De fem prioriterade samverkansområdena i överenskommelsen: Unga i riskzon för destruktivt beteende, "
            "Otrygga och brottsutsatta platser, Systemhotande brottslighet, Särskilt utsatta och sårbara "
            "brottsoffer, Kriminella miljöer och livsstilar. Har planen andra områden står de som Övriga områden.",
        ),
    ),
    Definition(
        "jamforelse",
        "Jämförelse",
        (
            "Samma siffror räknade på samma sätt för flera planer, var och en bedömd på dagen för sin egen senaste "
            "uppföljning. Andelen står alltid med antal, och med spann när status är okänd. Vid färre än fem "
            "åtgärder visas ingen andel.",
            "Planer skrivs olika. Skiljer sig andelen löpande arbete, uppföljda eller åtgärder med ansvarig med mer än "
            "20 procentenheter går planerna inte att jämföra rakt av. Planerna rangordnas aldrig.",
            "Liknande åtgärder i andra planer hittas genom ovanliga ord som två åtgärder delar, i åtgärden, i det den "
            "står under och i orsaken. Det är ett förslag: läs båda innan du ringer.",
        ),
    ),
    Definition(
        "arshjul",
        "Årshjul",
        (
            "Visar slutdatum som faller under planens år, och bara dem. En åtgärd för hela året har sitt slutdatum i "
            "december. Löpande, återkommande och odaterat arbete har ingen plats i hjulet och listas under det. "
            "Borttagna är inte med.",
        ),
    ),
    Definition(
        "plankvalitet",
        "Plankvalitet",
        (
            "Det som metoden kräver av varje åtgärd: orsak, ansvarig, tid, operativt mål och uppföljning. Bara det som "
            "planen själv säger räknas. Borttagna åtgärder är inte med. Tid satt är varje uppgift om när, också "
            "löpande. Uppföljning krävs när slutdatumet eller planåret har gått ut; en åtgärd som följts upp tidigare "
            "räknas också.",
            "Namngiven person eller funktion är uppfyllt när någon går att ringa: en person eller en befattning. En "
            "organisation räcker inte.",
            "Ett mål går att mäta när det säger vad som ska bli (en riktning eller ett läge), hur mycket och till när, "
            "i ord som går att följa upp. Ett läge som finns eller inte finns, som «rutinen är beslutad», behöver "
            "inget tal. Datumet kan stå i målet eller som åtgärdens slutdatum eller takt. Vaga ord är till exempel "
            "«verka för», «stärka samverkan» och «kunskap»: de går bara att mäta tillsammans med ett tal.",
            "En orsak saknar åtgärd när ingen åtgärd som är kvar i planen svarar mot den, i något område: den står på "
            "en egen rad utan åtgärd, eller alla dess åtgärder är borttagna. Den räknas i varje område där den står, "
            "oavsett stora bokstäver och skiljetecken.",
        ),
    ),
    Definition(
        "motsagelser",
        "Motsägelser",
        (
            "Åtgärder där planens egna ord säger emot varandra: genomförd men ligger framåt, genomförd före sin start, "
            "genomförd men väntar på någon eller har något kvar, pågår ett år efter slutdatumet, borttagen men arbetet "
            "fortsätter, eller en uppföljning som börjar med en annan status än statuskolumnen.",
            "Det är frågor till den ansvariga. Inget ändras av sig självt. En åtgärd står bara under sin första fråga, "
            "och en status som har rättats för hand är ett svar.",
        ),
    ),
    Definition(
        "resultat",
        "Angivet resultat",
        (
            "Genomförd betyder att arbetet är gjort, inte att det hjälpte. Ett resultat är angivet när status, "
            "uppföljning eller kommentar säger vad som blev annorlunda («frånvaron minskade»), vad de berörda tyckte "
            "(«uppskattat») eller hur många som nåddes («65 föräldrar»). En åtgärd räknas under det första av dem.",
            "Att ett möte eller en utbildning hölls, och hur många gånger, är leverans och inget resultat. Mål, syften "
            "och förhoppningar räknas inte. Att inget resultat är angivet betyder inte att det saknas.",
        ),
    ),
    Definition(
        "lasning",
        "Hur planerna läses",
        (
            "Programmet läser dokumenten som de är. Varje uppgift sparas både som den står och som den har "
            "förståtts, med dokument, sida och rad. Det som inte säkert gick att avgöra blir en fråga, som visas "
            "under Importera och Plankvalitet.",
        ),
    ),
)


def said(anchors: Iterable[str]) -> list[tuple[str, str]]:
    """The definitions of these anchors, each as its name and its paragraphs in one text."""
    by_anchor = {entry.anchor: entry for entry in DEFINITIONS}
    return [(by_anchor[anchor].name, " ".join(by_anchor[anchor].paragraphs)) for anchor in anchors]
