/**
 * Texts of health: what each line looks at, what it means when it does not hold, and what to do in that LMS, in the words of its
 * screens. `health.cure.CODE.PROFILE` comes before `health.cure.CHECK.PROFILE`, and these before those without a profile.
 *
 * @module
 */

export const healthTexts = {
  'health.state.well': { nl: 'Goed', en: 'OK' },
  'health.state.ill': { nl: 'Niet goed', en: 'Not OK' },
  'health.state.unknown': { nl: 'Nog niet gezien', en: 'Not seen yet' },
  'health.your-lms': { nl: 'je leeromgeving', en: 'your learning environment' },
  'health.since': { nl: 'sinds {since}', en: 'since {since}' },
  'health.do': { nl: 'Wat je doet:', en: 'What to do:' },
  'health.registration': { nl: 'De koppeling', en: 'The connection' },
  'health.deployment': { nl: 'Deployment {id}', en: 'Deployment {id}' },
  'health.no-deployment': {
    nl: 'Er is nog geen deployment. Die komt er zodra iemand Insigne in een cursus opent.',
    en: 'There is no deployment yet. It comes as soon as somebody opens Insigne in a course.',
  },
  'health.found': { nl: 'gezien {at}', en: 'seen {at}' },
  'health.unknown': {
    nl: 'Blijkt zodra Insigne het nodig heeft, of bij “Test nu”.',
    en: 'Shows as soon as Insigne needs it, or with “Test now”.',
  },
  'health.unknown.here': {
    nl: 'Blijkt zodra Insigne het nodig heeft.',
    en: 'Shows as soon as Insigne needs it.',
  },
  'health.unseen.one': { nl: '1 nog niet gezien', en: '1 not seen yet' },
  'health.unseen': { nl: '{count} nog niet gezien', en: '{count} not seen yet' },
  'health.all': { nl: 'Alles wat gezien is, is goed.', en: 'Everything that was seen is OK.' },
  'health.unknown.launch': {
    nl: 'Nog niemand heeft Insigne hier geopend.',
    en: 'Nobody has opened Insigne here yet.',
  },

  'health.unknown.members': {
    nl: 'Blijkt zodra iemand een link naar Insigne in een cursus opent; druk daarna op “Test nu”.',
    en: 'Shows as soon as somebody opens a link to Insigne in a course; then press “Test now”.',
  },

  'health.check.keys': { nl: 'Sleutels bereikbaar', en: 'Keys reachable' },
  'health.check.clock': { nl: 'Klokken gelijk', en: 'Clocks agree' },
  'health.check.token-members': { nl: 'Mag deelnemers opvragen', en: 'May ask for members' },
  'health.check.token-columns': { nl: 'Mag kolommen beheren', en: 'May manage columns' },
  'health.check.token-results': { nl: 'Mag resultaten lezen', en: 'May read results' },
  'health.check.token-scores': { nl: 'Mag scores sturen', en: 'May send scores' },
  'health.check.launch': { nl: 'Onlangs geopend', en: 'Opened recently' },
  'health.check.browser': { nl: 'Browser bewaart de aanmelding', en: 'Browsers keep the sign-in' },
  'health.check.roles': { nl: 'Rollen komen mee', en: 'Roles are sent' },
  'health.check.name': { nl: 'Namen komen mee', en: 'Names are sent' },
  'health.check.email': { nl: 'E-mailadressen komen mee', en: 'E-mail addresses are sent' },
  'health.check.variables': { nl: 'Eigen nummers komen mee', en: 'Own ids are sent' },
  'health.check.members': { nl: 'Deelnemers leesbaar', en: 'Members readable' },
  'health.check.columns': { nl: 'Kolommen leesbaar', en: 'Columns readable' },

  'health.found.clock': { nl: '{seconds} s verschil · {at}', en: '{seconds} s apart · {at}' },
  'health.found.browser': { nl: '{way} · gezien {at}', en: '{way} · seen {at}' },

  'health.stops.keys': {
    nl: 'Insigne kan niet nagaan dat een bericht echt van de leeromgeving komt. Niemand kan Insigne openen.',
    en: 'Insigne cannot tell that a message really comes from the learning environment. Nobody can open Insigne.',
  },
  'health.stops.clock': {
    nl: 'Bij meer dan een minuut verschil worden links als verlopen geweigerd.',
    en: 'With more than a minute of difference, links are refused as expired.',
  },
  'health.stops.token-members': {
    nl: 'Alleen wie Insigne zelf opent is bekend, en alleen die krijgt badges.',
    en: 'Only who opens Insigne is known, and only they are awarded.',
  },
  'health.stops.token-columns': {
    nl: 'Cijferkolommen worden niet gevonden en niet gemaakt.',
    en: 'Grade columns are neither found nor made.',
  },
  'health.stops.token-results': {
    nl: 'Cijfers worden niet gelezen; geen regel over een cijfer geeft een badge.',
    en: 'Grades are not read; no rule over a grade awards.',
  },
  'health.stops.token-scores': {
    nl: 'Beoordelingen en badges komen niet in het cijferoverzicht.',
    en: 'Assessments and badges do not reach the gradebook.',
  },
  'health.stops.launch': {
    nl: 'Misschien is Insigne daar verwijderd of verborgen. Badges die er zijn blijven geldig.',
    en: 'Insigne may have been removed or hidden there. Badges that exist stay valid.',
  },
  'health.stops.browser': {
    nl: 'Mensen met deze browserinstelling komen er niet in.',
    en: 'People with this browser setting cannot get in.',
  },
  'health.stops.roles': {
    nl: 'Insigne weet niet wie docent is en wie student. Niemand krijgt een badge.',
    en: 'Insigne does not know who teaches and who learns. Nobody is awarded.',
  },
  'health.stops.name': {
    nl: 'Docenten zien nummers in plaats van namen; een badge kan geen naam dragen.',
    en: 'Teachers see numbers in place of names; a badge cannot carry a name.',
  },
  'health.stops.email': {
    nl: 'Een badge kan niet aan een adres gebonden worden, en niemand krijgt bericht.',
    en: 'A badge cannot be bound to an address, and nobody is told of it.',
  },
  'health.stops.variables': {
    nl: 'Koppelingen die later komen vinden cursussen en mensen van nu niet terug, en een gekopieerde cursus wordt niet herkend.',
    en: 'Connections made later do not find the courses and people of now, and a copied course is not recognised.',
  },
  'health.stops.members': {
    nl: 'Nieuwe studenten worden niet gezien; wie bekend is houdt wat er is.',
    en: 'New students are not seen; those known keep what they have.',
  },
  'health.stops.columns': {
    nl: 'Cijfers worden niet gelezen en badges wachten.',
    en: 'Grades are not read and badges wait.',
  },

  'health.why.other': { nl: 'Dit ging mis: {code}.', en: 'This went wrong: {code}.' },
  'health.why.platform_unavailable': {
    nl: '{host} antwoordt niet, of met een storing.',
    en: '{host} does not answer, or answers with trouble.',
  },
  'health.why.platform_busy': { nl: '{lms} vraagt om te wachten.', en: '{lms} asks to wait.' },
  'health.why.platform_answer_unusable': {
    nl: '{lms} antwoordt, maar niet wat de standaard zegt.',
    en: '{lms} answers, but not what the standard says.',
  },
  'health.why.platform_answer_unusable.broken-link-header': {
    nl: '{lms} schrijft het adres van een volgende bladzijde zoals deze soort leeromgeving dat niet doet.',
    en: '{lms} writes the address of a next page in a way that this kind of learning environment does not.',
  },
  'health.why.platform_answer_unusable.html-404': {
    nl: '{lms} antwoordt met een webpagina “niet gevonden”, zoals deze soort leeromgeving dat niet doet.',
    en: '{lms} answers with a web page “not found”, which this kind of learning environment does not do.',
  },
  'health.why.platform_answer_unusable.busy-with-403': {
    nl: '{lms} vraagt om te wachten op een manier die deze soort leeromgeving niet kent.',
    en: '{lms} asks to wait in a way that this kind of learning environment does not know.',
  },
  'health.why.address_refused': {
    nl: 'Het adres ligt in een eigen netwerk of is geen https.',
    en: 'The address is in a private network, or is not https.',
  },
  'health.why.token_refused': {
    nl: '{lms} geeft Insigne hier geen toegang voor.',
    en: '{lms} does not grant Insigne access to this.',
  },
  'health.why.service_forbidden': {
    nl: '{lms} laat Insigne in deze cursus niet binnen.',
    en: '{lms} does not let Insigne into this course.',
  },
  'health.why.roles_withheld': {
    nl: '{lms} zegt van niemand wat zijn rol is.',
    en: '{lms} tells of nobody what their role is.',
  },
  'health.why.name_missing': { nl: '{lms} stuurt geen namen mee.', en: '{lms} sends no names.' },
  'health.why.email_missing': {
    nl: '{lms} stuurt geen e-mailadressen mee.',
    en: '{lms} sends no e-mail addresses.',
  },
  'health.why.variables_unresolved': {
    nl: 'Deze parameters kwamen leeg of helemaal niet: {names}',
    en: 'These parameters came empty or not at all: {names}',
  },
  'health.why.clock_differs': {
    nl: 'De klokken schelen {seconds} seconden.',
    en: 'The clocks differ by {seconds} seconds.',
  },
  'health.why.launch_long_ago': {
    nl: 'Al twee maanden heeft niemand Insigne geopend.',
    en: 'Nobody has opened Insigne for two months.',
  },
  'health.why.launch_browser_unproven': {
    nl: 'Een browser bewaarde niets van de aanmelding, ook niet via {lms}.',
    en: 'A browser kept nothing of the sign-in, not through {lms} either.',
  },

  'health.cure.keys': {
    nl: 'Kijk of het adres van de sleutels (JWKS) van buiten bereikbaar is, en of er geen firewall tussen staat. Ligt {lms} in je eigen netwerk, zet de naam dan in ALLOW_HOSTS.',
    en: 'See whether the address of its keys (JWKS) can be reached from outside, and whether a firewall is in between. If {lms} is in your own network, put its name into ALLOW_HOSTS.',
  },
  'health.cure.clock': {
    nl: 'Laat de server van Insigne zijn klok met NTP gelijkzetten. Klopt die, vraag het dan bij de server van {lms}.',
    en: 'Have the server of Insigne set its clock by NTP. If that is right, ask for the server of {lms}.',
  },
  'health.cure.token-members': {
    nl: 'Sta bij Insigne in {lms} Names and Role Provisioning Services toe.',
    en: 'Allow Names and Role Provisioning Services for Insigne in {lms}.',
  },
  'health.cure.token-columns': {
    nl: 'Sta bij Insigne in {lms} Assignment and Grade Services toe, met beheer van kolommen.',
    en: 'Allow Assignment and Grade Services for Insigne in {lms}, with managing columns.',
  },
  'health.cure.token-results': {
    nl: 'Sta bij Insigne in {lms} Assignment and Grade Services toe, met lezen van resultaten.',
    en: 'Allow Assignment and Grade Services for Insigne in {lms}, with reading results.',
  },
  'health.cure.token-scores': {
    nl: 'Sta bij Insigne in {lms} Assignment and Grade Services toe, met sturen van scores.',
    en: 'Allow Assignment and Grade Services for Insigne in {lms}, with sending scores.',
  },
  'health.cure.token-members.moodle': {
    nl: 'Manage tools › tandwiel van Insigne › Services › IMS LTI Names and Role Provisioning: “Use this service to retrieve members’ information”. Staat de kaart op “Pending”, druk dan op “Activate”.',
    en: 'Manage tools › gear of Insigne › Services › IMS LTI Names and Role Provisioning: “Use this service to retrieve members’ information”. If the card says “Pending”, press “Activate”.',
  },
  'health.cure.token-columns.moodle': {
    nl: 'Manage tools › tandwiel van Insigne › Services › IMS LTI Assignment and Grade Services: “Use this service for grade sync and column management”.',
    en: 'Manage tools › gear of Insigne › Services › IMS LTI Assignment and Grade Services: “Use this service for grade sync and column management”.',
  },
  'health.cure.token-results.moodle': {
    nl: 'Manage tools › tandwiel van Insigne › Services › IMS LTI Assignment and Grade Services: “Use this service for grade sync and column management”.',
    en: 'Manage tools › gear of Insigne › Services › IMS LTI Assignment and Grade Services: “Use this service for grade sync and column management”.',
  },
  'health.cure.token-scores.moodle': {
    nl: 'Manage tools › tandwiel van Insigne › Services › IMS LTI Assignment and Grade Services: “Use this service for grade sync and column management”.',
    en: 'Manage tools › gear of Insigne › Services › IMS LTI Assignment and Grade Services: “Use this service for grade sync and column management”.',
  },
  'health.cure.token-members.canvas': {
    nl: 'Admin › Apps › Manage › Insigne › Permissions: zet aan “Can retrieve user data associated with the context the tool is installed in”.',
    en: 'Admin › Apps › Manage › Insigne › Permissions: switch on “Can retrieve user data associated with the context the tool is installed in”.',
  },
  'health.cure.token-columns.canvas': {
    nl: 'Admin › Apps › Manage › Insigne › Permissions: zet aan “Can create and view assignment data in the gradebook associated with the tool”.',
    en: 'Admin › Apps › Manage › Insigne › Permissions: switch on “Can create and view assignment data in the gradebook associated with the tool”.',
  },
  'health.cure.token-results.canvas': {
    nl: 'Admin › Apps › Manage › Insigne › Permissions: zet aan “Can view submission data for assignments associated with the tool”.',
    en: 'Admin › Apps › Manage › Insigne › Permissions: switch on “Can view submission data for assignments associated with the tool”.',
  },
  'health.cure.token-scores.canvas': {
    nl: 'Admin › Apps › Manage › Insigne › Permissions: zet aan “Can create and update submission results for assignments associated with the tool”.',
    en: 'Admin › Apps › Manage › Insigne › Permissions: switch on “Can create and update submission results for assignments associated with the tool”.',
  },
  'health.cure.token-members.brightspace': {
    nl: 'Manage Extensibility › LTI Advantage › Insigne: zet “Enabled” en “Names and Role Provisioning Services” aan, ook bij de deployment.',
    en: 'Manage Extensibility › LTI Advantage › Insigne: switch on “Enabled” and “Names and Role Provisioning Services”, at the deployment too.',
  },
  'health.cure.token-columns.brightspace': {
    nl: 'Manage Extensibility › LTI Advantage › Insigne: zet “Enabled” en “Assignment and Grade Services” aan, ook bij de deployment.',
    en: 'Manage Extensibility › LTI Advantage › Insigne: switch on “Enabled” and “Assignment and Grade Services”, at the deployment too.',
  },
  'health.cure.token-results.brightspace': {
    nl: 'Manage Extensibility › LTI Advantage › Insigne: zet “Enabled” en “Assignment and Grade Services” aan, ook bij de deployment.',
    en: 'Manage Extensibility › LTI Advantage › Insigne: switch on “Enabled” and “Assignment and Grade Services”, at the deployment too.',
  },
  'health.cure.token-scores.brightspace': {
    nl: 'Manage Extensibility › LTI Advantage › Insigne: zet “Enabled” en “Assignment and Grade Services” aan, ook bij de deployment.',
    en: 'Manage Extensibility › LTI Advantage › Insigne: switch on “Enabled” and “Assignment and Grade Services”, at the deployment too.',
  },
  'health.cure.launch': {
    nl: 'Open Insigne in een cursus. Gaat dat niet, kijk dan of Insigne daar nog aan staat.',
    en: 'Open Insigne in a course. If that cannot be done, see whether it is still switched on there.',
  },
  'health.cure.browser': {
    nl: 'Laat Insigne in een nieuw venster openen, of sta in de browser cookies van Insigne toe. Open daarna de link opnieuw.',
    en: 'Have Insigne open in a new window, or allow cookies of Insigne in the browser. Then open the link again.',
  },
  'health.cure.browser.moodle': {
    nl: 'Manage tools › tandwiel van Insigne › Default launch container: “New window”.',
    en: 'Manage tools › gear of Insigne › Default launch container: “New window”.',
  },
  'health.cure.roles': {
    nl: 'Laat {lms} rollen meesturen naar Insigne.',
    en: 'Have {lms} send roles to Insigne.',
  },
  'health.cure.roles.brightspace': {
    nl: 'Manage Extensibility › LTI Advantage › Insigne › Roles: zet “Send Institution Role” aan, en zet bij de deployment “Anonymous” uit.',
    en: 'Manage Extensibility › LTI Advantage › Insigne › Roles: switch on “Send Institution Role”, and switch off “Anonymous” at the deployment.',
  },
  'health.cure.name': {
    nl: 'Laat {lms} namen delen met Insigne.',
    en: 'Have {lms} share names with Insigne.',
  },
  'health.cure.name.moodle': {
    nl: 'Manage tools › tandwiel van Insigne › Privacy › Share launcher’s name with tool: “Always”.',
    en: 'Manage tools › gear of Insigne › Privacy › Share launcher’s name with tool: “Always”.',
  },
  'health.cure.name.canvas': {
    nl: 'Admin › Apps › Manage › Insigne › User Data Shared With This App: “All user data”.',
    en: 'Admin › Apps › Manage › Insigne › User Data Shared With This App: “All user data”.',
  },
  'health.cure.name.brightspace': {
    nl: 'External Learning Tools › deployment van Insigne › Security Settings: vink “First Name” en “Last Name” aan.',
    en: 'External Learning Tools › deployment of Insigne › Security Settings: tick “First Name” and “Last Name”.',
  },
  'health.cure.email': {
    nl: 'Laat {lms} e-mailadressen delen met Insigne.',
    en: 'Have {lms} share e-mail addresses with Insigne.',
  },
  'health.cure.email.moodle': {
    nl: 'Manage tools › tandwiel van Insigne › Privacy › Share launcher’s email with tool: “Always”.',
    en: 'Manage tools › gear of Insigne › Privacy › Share launcher’s email with tool: “Always”.',
  },
  'health.cure.email.canvas': {
    nl: 'Admin › Apps › Manage › Insigne › User Data Shared With This App: “All user data”.',
    en: 'Admin › Apps › Manage › Insigne › User Data Shared With This App: “All user data”.',
  },
  'health.cure.email.brightspace': {
    nl: 'External Learning Tools › deployment van Insigne › Security Settings: vink “Email” aan.',
    en: 'External Learning Tools › deployment of Insigne › Security Settings: tick “Email”.',
  },
  'health.cure.variables': {
    nl: 'Zet de genoemde parameters bij Insigne in {lms}, zoals ze hierboven staan.',
    en: 'Add the parameters named above to Insigne in {lms}, as they stand there.',
  },
  'health.cure.variables.moodle': {
    nl: 'Manage tools › tandwiel van Insigne › Custom parameters: zet elke genoemde parameter op een eigen regel.',
    en: 'Manage tools › gear of Insigne › Custom parameters: put each parameter named above on a line of its own.',
  },
  'health.cure.variables.brightspace': {
    nl: 'Manage Extensibility › LTI Advantage › Insigne › Substitution Parameters: voeg de genoemde parameters toe.',
    en: 'Manage Extensibility › LTI Advantage › Insigne › Substitution Parameters: add the parameters named above.',
  },
  'health.cure.variables.canvas': {
    nl: 'Admin › Apps › Manage › Insigne › Edit › Custom Fields: zet elke genoemde parameter op een eigen regel.',
    en: 'Admin › Apps › Manage › Insigne › Edit › Custom Fields: put each parameter named above on a line of its own.',
  },
  'health.cure.members': {
    nl: 'Kijk of de cursus nog open is en of Insigne deelnemers mag lezen. Druk daarna op “Test nu”.',
    en: 'See whether the course is still open and Insigne may read members. Then press “Test now”.',
  },
  'health.cure.columns': {
    nl: 'Kijk of de cursus nog open is en of Insigne het cijferoverzicht mag lezen. Druk daarna op “Test nu”.',
    en: 'See whether the course is still open and Insigne may read the gradebook. Then press “Test now”.',
  },
  'health.cure.quirk': {
    nl: 'Kijk onder Verander als wat Insigne met {lms} omgaat: klopt die soort leeromgeving? Er gaat niets verloren; daarna gaat alles vanzelf verder.',
    en: 'Look under Change how Insigne treats {lms}: is that the right kind of learning environment? Nothing is lost; all goes on by itself afterwards.',
  },
  'health.cure.platform_answer_unusable': {
    nl: 'Kijk onder Verander als wat Insigne met {lms} omgaat: klopt die soort leeromgeving? Druk daarna op “Test nu”. Er gaat niets verloren.',
    en: 'Look under Change how Insigne treats {lms}: is that the right kind of learning environment? Then press “Test now”. Nothing is lost.',
  },
  'health.cure.platform_unavailable': {
    nl: 'Wacht tot {lms} weer werkt, of vraag de beheerder ervan. Werkt {lms} wel, kijk dan of deze server bij {host} kan. Insigne probeert het zelf opnieuw.',
    en: 'Wait until {lms} works again, or ask whoever runs it. Where {lms} does work, see whether this server can reach {host}. Insigne tries again by itself.',
  },
  'health.cure.platform_unavailable.address': {
    nl: 'Wacht tot {lms} weer werkt, of vraag de beheerder ervan. Werkt {lms} wel, kijk dan of deze server bij {host} kan. Insigne probeert het zelf opnieuw. Klopt {host} niet? Koppel {lms} nog eens met de hand, met hetzelfde adres (issuer) en dezelfde client ID: wat je dan invult, komt ervoor in de plaats. Er gaat niets verloren.',
    en: 'Wait until {lms} works again, or ask whoever runs it. Where {lms} does work, see whether this server can reach {host}. Insigne tries again by itself. Is {host} wrong? Connect {lms} once more by hand, with the same address (issuer) and client ID: what you fill in then takes its place. Nothing is lost.',
  },
  'health.cure.platform_busy': {
    nl: 'Niets: Insigne wacht zo lang als {lms} vraagt en gaat dan verder.',
    en: 'Nothing: Insigne waits as long as {lms} asks and then goes on.',
  },

  'health.teacher.title': { nl: 'Let op', en: 'Please note' },
  'health.teacher.members': {
    nl: 'Sinds {since} kan Insigne niet lezen wie er in je cursus zit. De beheerder van {lms} kan zien wat er moet gebeuren.',
    en: 'Since {since} Insigne cannot read who is in your course. Whoever manages {lms} can see what to do.',
  },
  'health.teacher.columns': {
    nl: 'Sinds {since} kan Insigne de cijfers van je cursus niet lezen. De beheerder van {lms} kan zien wat er moet gebeuren.',
    en: 'Since {since} Insigne cannot read the grades of your course. Whoever manages {lms} can see what to do.',
  },
  'health.teacher.roles': {
    nl: 'Sinds {since} zegt {lms} niet wie student is, dus krijgt niemand een badge. De beheerder van {lms} kan dit aanzetten.',
    en: 'Since {since} {lms} does not say who is a student, so nobody is awarded. Whoever manages {lms} can switch this on.',
  },
  'health.teacher.email': {
    nl: '{lms} geeft geen e-mailadressen door. Badges worden toegekend, maar niemand krijgt bericht. De beheerder van {lms} kan dit aanzetten.',
    en: '{lms} passes on no e-mail addresses. Badges are awarded, but nobody is told. Whoever manages {lms} can switch this on.',
  },
  'health.teacher.name': {
    nl: '{lms} geeft geen namen door, dus je ziet nummers. De beheerder van {lms} kan dit aanzetten.',
    en: '{lms} passes on no names, so you see numbers. Whoever manages {lms} can switch this on.',
  },

  'health.page.title': { nl: 'Hoe de koppeling ervoor staat', en: 'How the connection is' },
  'health.page.intro': {
    nl: 'Je beheert {lms}. Dit is wat Insigne van deze koppeling ziet; veranderen doe je in {lms}, of in de beheerpagina van Insigne.',
    en: 'You manage {lms}. This is what Insigne sees of this connection; changes are made in {lms}, or in the console of Insigne.',
  },
  'health.page.course': { nl: 'Naar de badges van deze cursus', en: 'To the badges of this course' },
} as const;
