/**
 * Texts of the other parts of the console: what waits, requests, learners, the institution, the audit log.
 *
 * @module
 */

export const consolePartsTexts = {
  'console.nav.requests': { nl: 'Aanvragen van cursussen', en: 'Requests from courses' },
  'console.nav.learners': { nl: 'Studenten', en: 'Learners' },
  'console.nav.institution': { nl: 'Je instelling', en: 'Your institution' },
  'console.next-page': { nl: 'Volgende pagina', en: 'Next page' },
  'console.previous-page': { nl: 'Vorige pagina', en: 'Previous page' },
  'console.first-page': { nl: 'Naar het begin', en: 'To the start' },
  'console.search': { nl: 'Zoek', en: 'Search' },
  'console.save': { nl: 'Bewaar', en: 'Save' },
  'console.saved': { nl: 'Bewaard.', en: 'Saved.' },

  'console.home.nothing': {
    nl: 'Er wacht niets op jou. Mooi zo.',
    en: 'Nothing waits for you. All is well.',
  },
  'console.home.others': { nl: 'Wat op anderen wacht', en: 'What waits for others' },
  'console.home.approvals.one': { nl: '1 badge wacht op jouw ja', en: '1 badge waits for your yes' },
  'console.home.approvals': {
    nl: '{count} badges wachten op jouw ja',
    en: '{count} badges wait for your yes',
  },
  'console.home.drafts.one': {
    nl: 'Een docent heeft een badge ontworpen: bekijk hem en publiceer',
    en: 'A teacher drafted a badge: look at it and publish',
  },
  'console.home.drafts': {
    nl: 'Docenten hebben {count} badges ontworpen: bekijk ze en publiceer',
    en: 'Teachers drafted {count} badges: look at them and publish',
  },
  'console.home.teachers.one': {
    nl: '1 badge wacht op een ja van de docent van de cursus',
    en: '1 badge waits for a yes of the course’s teacher',
  },
  'console.home.teachers': {
    nl: '{count} badges wachten op een ja van de docent van de cursus',
    en: '{count} badges wait for a yes of the course’s teacher',
  },
  'console.home.named.one': {
    nl: '1 badge wacht op een ja van wie daarvoor is aangewezen',
    en: '1 badge waits for a yes of whoever was named for it',
  },
  'console.home.named': {
    nl: '{count} badges wachten op een ja van wie daarvoor is aangewezen',
    en: '{count} badges wait for a yes of whoever was named for it',
  },
  'console.home.invited.one': {
    nl: '1 beheerder heeft de link voor een wachtwoord nog niet gebruikt',
    en: '1 administrator has not used the link for a password yet',
  },
  'console.home.invited': {
    nl: '{count} beheerders hebben de link voor een wachtwoord nog niet gebruikt',
    en: '{count} administrators have not used the link for a password yet',
  },
  'console.home.requests.one': {
    nl: '1 cursus vraagt of een badge daar mag',
    en: '1 course asks whether a badge may be used there',
  },
  'console.home.requests': {
    nl: '{count} aanvragen van cursussen wachten op een ja',
    en: '{count} requests from courses wait for a yes',
  },
  'console.home.deployment': {
    nl: '{lms}: een deployment wacht op een ja',
    en: '{lms}: a deployment waits for a yes',
  },
  'console.home.deployment.many': {
    nl: '{count} leeromgevingen: een deployment wacht op een ja',
    en: '{count} learning environments: a deployment waits for a yes',
  },
  'console.home.ill.many': {
    nl: '{count} leeromgevingen: er is iets niet goed',
    en: '{count} learning environments: something is not OK',
  },
  'console.home.ill': { nl: '{lms}: er is iets niet goed', en: '{lms}: something is not OK' },
  'console.start': { nl: 'Om te beginnen', en: 'To begin' },
  'console.start.done': { nl: 'Gedaan', en: 'Done' },
  'console.start.name': { nl: 'Geef je instelling een naam', en: 'Give your institution its name' },
  'console.start.badge': { nl: 'Publiceer je eerste badge', en: 'Publish your first badge' },
  'console.home.connect': { nl: 'Koppel je leeromgeving', en: 'Connect your learning environment' },
  'console.home.connect-on': { nl: 'Ga verder met koppelen: {lms}', en: 'Go on connecting: {lms}' },
  'console.home.issuing': {
    nl: 'Er worden geen certificaten uitgegeven: CREDENTIAL_URL moet een https-adres zijn dat iedereen kan openen',
    en: 'No credential is issued: CREDENTIAL_URL must be an https address that everybody can open',
  },

  'console.requests.title': { nl: 'Aanvragen van cursussen', en: 'Requests from courses' },
  'console.requests.intro': {
    nl: 'Voor deze badges geeft je instelling eerst toestemming. Zeg je ja, dan kan de docent ze in die cursus toekennen.',
    en: 'These badges need your institution’s permission first. Say yes, and the teacher can award them in that course.',
  },
  'console.requests.done.approved': {
    nl: 'Goedgekeurd. De badge wordt daar nu toegekend aan wie eraan voldoet.',
    en: 'Approved. The badge is now awarded there to whoever meets it.',
  },
  'console.requests.done.refused': {
    nl: 'Geweigerd. De badge wordt daar niet toegekend.',
    en: 'Refused. The badge is not awarded there.',
  },
  'console.requests.none': { nl: 'Er zijn hier geen aanvragen.', en: 'There are no requests here.' },
  'console.requests.state.requested': { nl: 'Wachten', en: 'Waiting' },
  'console.requests.state.approved': { nl: 'Goedgekeurd', en: 'Approved' },
  'console.requests.state.refused': { nl: 'Geweigerd', en: 'Refused' },
  'console.requests.badge': { nl: 'Badge', en: 'Badge' },
  'console.requests.course': { nl: 'Cursus', en: 'Course' },
  'console.requests.since': { nl: 'Sinds', en: 'Since' },
  'console.requests.yes': { nl: 'Keur goed', en: 'Approve' },
  'console.requests.all': {
    nl: 'Keur alle {count} goed voor {badge}',
    en: 'Approve all {count} for {badge}',
  },
  'console.requests.no': { nl: 'Weiger', en: 'Refuse' },

  'console.learners.title': { nl: 'Studenten', en: 'Learners' },
  'console.learners.search': { nl: 'Naam, e-mailadres of nummer', en: 'Name, e-mail address or number' },
  'console.learners.none': { nl: 'Niemand gevonden.', en: 'Nobody found.' },
  'console.learners.empty': {
    nl: 'Er zijn nog geen studenten. Ze komen hier zodra iemand Insigne in een cursus opent.',
    en: 'There are no learners yet. They come here as soon as somebody opens Insigne in a course.',
  },
  'console.learners.changed': { nl: 'Laatst veranderd', en: 'Changed last' },
  'console.learner.no-email': { nl: 'geen e-mailadres', en: 'no e-mail address' },
  'console.learner.sub': { nl: 'Id in de leeromgeving', en: 'Id in the learning environment' },
  'console.learner.bridge.lms_user_id': {
    nl: 'Nummer in de leeromgeving',
    en: 'Number in the learning environment',
  },
  'console.learner.bridge.lms_username': { nl: 'Gebruikersnaam', en: 'User name' },
  'console.learner.bridge.lms_person_sourced_id': { nl: 'Studentnummer', en: 'Student number' },
  'console.learner.log': { nl: 'Bekijk in het logboek', en: 'See in the audit log' },
  'console.learner.awards': { nl: 'Toegekend', en: 'Awards' },
  'console.learner.awards.none': { nl: 'Nog niets toegekend.', en: 'Nothing awarded yet.' },
  'console.learner.decisions': { nl: 'Beslissingen', en: 'Decisions' },
  'console.learner.decisions.none': { nl: 'Nog geen beslissingen.', en: 'No decisions yet.' },
  'console.learner.delivery': { nl: 'Uitgereikt', en: 'Delivery' },
  'console.learner.state': { nl: 'Stand', en: 'State' },
  'console.learner.why': { nl: 'Waarom', en: 'Why' },
  'console.learner.person': { nl: 'Dezelfde persoon', en: 'The same person' },
  'console.learner.person.none': {
    nl: 'Niet gekoppeld aan een ander account. Koppel alleen als je zeker weet dat het één mens is.',
    en: 'Not linked to another account. Link only if you are sure that it is one human.',
  },
  'console.learner.person.is': {
    nl: 'Gekoppeld sinds {since} op grond van {identifier}:',
    en: 'Linked since {since} by {identifier}:',
  },
  'console.learner.find-other': { nl: 'Zoek het andere account', en: 'Find the other account' },
  'console.learner.identifier': { nl: 'Op grond van (eppn, studentnummer)', en: 'By (eppn, student number)' },
  'console.learner.link': { nl: 'Koppel', en: 'Link' },
  'console.learner.unlink': { nl: 'Maak los', en: 'Unlink' },
  'console.learner.export': { nl: 'Exporteer alles (JSON)', en: 'Export everything (JSON)' },
  'console.learner.export.body': {
    nl: 'Alles wat Insigne over deze persoon bewaart, in één bestand. Wat is ingeleverd staat er met naam en grootte in; de bestanden zelf haal je hieronder op.',
    en: 'Everything that Insigne keeps about this person, in one file. Files that were handed in are named in it; the files themselves are below.',
  },
  'console.learner.files': { nl: 'Ingeleverde bestanden', en: 'Files that were handed in' },
  'console.learner.file': { nl: 'Download', en: 'Download' },
  'console.learner.erase': { nl: 'Wis deze persoon', en: 'Erase this person' },
  'console.learner.erase.body': {
    nl: 'Weg gaan: naam, adres, id’s, cijfers, beslissingen, beoordelingen, wat is ingeleverd en de inhoud van certificaten. Blijven: dat er iets is toegekend (badge, datum), het nummer en de stand van elk certificaat (ingetrokken, zodat een kopie niet meer klopt) en het logboek, dat alleen nummers bevat. Dit kan niet ongedaan gemaakt worden.',
    en: 'What goes: name, address, ids, grades, decisions, assessments, what was handed in and the content of credentials. What stays: that something was awarded (badge, date), the id and state of each credential (revoked, so that a copy no longer holds) and the audit log, which holds ids alone. This cannot be undone.',
  },
  'console.learner.erased': {
    nl: 'Deze persoon is gewist. Wat hier staat is wat blijft.',
    en: 'This person was erased. What stands here is what stays.',
  },
  'console.data': { nl: 'Gegevens', en: 'Data' },
  'console.award.awarded': { nl: 'toegekend', en: 'awarded' },
  'console.award.withdrawn': { nl: 'ingetrokken', en: 'withdrawn' },
  'console.award.expired': { nl: 'verlopen', en: 'expired' },
  'console.award.undone': { nl: 'teruggedraaid', en: 'undone' },
  'console.delivery.issued': { nl: 'uitgereikt', en: 'delivered' },
  'console.delivery.waiting': { nl: 'wacht', en: 'waits' },
  'console.delivery.undeliverable': { nl: 'geen adres', en: 'no address' },
  'console.credential.valid': { nl: 'geldig', en: 'valid' },
  'console.credential.suspended': { nl: 'opgeschort', en: 'suspended' },
  'console.credential.revoked': { nl: 'ingetrokken', en: 'revoked' },
  'console.verdict.waiting': { nl: 'wacht', en: 'waits' },
  'console.verdict.met': { nl: 'voldoet', en: 'met' },
  'console.verdict.not-met': { nl: 'voldoet niet', en: 'not met' },
  'console.verdict.unknown': { nl: 'onbekend', en: 'unknown' },
  'console.verdict.stopped': { nl: 'gestopt', en: 'stopped' },

  'console.institution.title': { nl: 'Je instelling', en: 'Your institution' },
  'console.institution.color': { nl: 'Kleur', en: 'Colour' },
  'console.institution.color.hint': {
    nl: 'Zoals #27408b. Insigne maakt die zo nodig donkerder of lichter, tot tekst goed leesbaar is. Leeg: de kleur van Insigne.',
    en: 'Like #27408b. Insigne makes it darker or lighter by itself until text can be read well. Empty: the colour of Insigne.',
  },
  'console.institution.logo': { nl: 'Logo', en: 'Logo' },
  'console.institution.logo.hint': {
    nl: 'PNG of JPEG, hooguit 1 MB. Insigne tekent het opnieuw; niets anders uit het bestand wordt bewaard.',
    en: 'PNG or JPEG, 1 MB at most. Insigne draws it anew; nothing else in the file is kept.',
  },
  'console.institution.logo.remove': { nl: 'Haal het logo weg', en: 'Take the logo away' },
  'console.institution.logo.now': { nl: 'Logo nu', en: 'Logo now' },

  'error.color_invalid': {
    nl: 'Schrijf een kleur als #27408b: een hekje en zes tekens van 0 tot f.',
    en: 'Write a colour like #27408b: a hash and six signs from 0 to f.',
  },
  'error.logo_invalid': {
    nl: 'Dit bestand is geen PNG of JPEG die getekend kan worden. Bewaar het logo opnieuw als PNG.',
    en: 'This file is not a PNG or JPEG that can be drawn. Save the logo as a PNG again.',
  },
  'error.person_link_invalid': {
    nl: 'Kies een ander account en schrijf waaruit blijkt dat het dezelfde persoon is.',
    en: 'Choose another account and write what shows that it is the same person.',
  },
} as const;
