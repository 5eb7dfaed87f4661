/**
 * Texts of connecting learning environments in the console.
 *
 * @module
 */

export const consoleConnectTexts = {
  'console.nav.connections': { nl: 'Leeromgevingen', en: 'Learning environments' },
  'console.sure': { nl: 'Ik weet het zeker', en: 'I am sure' },

  'console.connections.title': { nl: 'Leeromgevingen', en: 'Learning environments' },
  'console.connections.none': {
    nl: 'Nog geen leeromgeving gekoppeld. Het duurt ongeveer tien minuten.',
    en: 'No learning environment is connected yet. It takes some ten minutes.',
  },
  'console.connections.off': { nl: 'uitgezet', en: 'switched off' },
  'console.connection.address': { nl: 'Adres', en: 'Address' },
  'console.connection.client': { nl: 'Client id', en: 'Client id' },
  'console.connection.test': { nl: 'Test nu', en: 'Test now' },
  'console.connection.tested': { nl: 'Zojuist getest.', en: 'Tested just now.' },
  'console.connection.change': { nl: 'Verander', en: 'Change' },
  'console.connection.profile': { nl: 'Insigne gaat ermee om als', en: 'Insigne treats it as' },
  'console.connection.profile.body': {
    nl: 'Leeromgevingen wijken elk op hun eigen manier van de standaard af. Dit volgt uit wat ze zelf meldt ({family}); verander het alleen als dat niet klopt. Er gaat niets verloren.',
    en: 'Learning environments each differ from the standard in their own way. This follows from what it announces ({family}); change it only if that is not right. Nothing is lost.',
  },
  'console.connection.profile.save': { nl: 'Bewaar', en: 'Save' },
  'console.profile.plain': {
    nl: 'de standaard, zonder uitzonderingen',
    en: 'the standard, with no exceptions',
  },
  'console.replace.title': { nl: 'Vervang een oudere registratie', en: 'Replace an older registration' },
  'console.replace.lead': {
    nl: 'Is Insigne opnieuw geregistreerd in dezelfde leeromgeving? Dan neemt {name} ({client}) alles over wat er onder de oude registratie was.',
    en: 'Was Insigne registered anew in the same learning environment? Then {name} ({client}) takes over all that was under the old registration.',
  },
  'console.replace.none': {
    nl: 'Er is geen andere registratie van deze leeromgeving.',
    en: 'There is no other registration of this learning environment.',
  },
  'console.replace.which': { nl: 'Welke registratie is de oude?', en: 'Which registration is the old one?' },
  'console.replace.deployment': { nl: 'Naar welke deployment?', en: 'To which deployment?' },
  'console.replace.show': { nl: 'Laat zien wat er verhuist', en: 'Show what moves' },
  'console.replace.moves': { nl: 'Dit verhuist', en: 'This moves' },
  'console.replace.nothing': {
    nl: 'Er is niets meer om te verhuizen.',
    en: 'There is nothing left to move.',
  },
  'console.replace.counts': {
    nl: 'Cursussen: {courses}. Mensen: {people}. Toekenningen: {awards}. Links, badges en certificaten gaan mee.',
    en: 'Courses: {courses}. People: {people}. Awards: {awards}. Links, badges and credentials come along.',
  },
  'console.replace.course-awards': { nl: 'Toekenningen: {awards}', en: 'Awards: {awards}' },
  'console.replace.merged': {
    nl: 'wordt één met dezelfde cursus onder de nieuwe',
    en: 'becomes one with the same course under the new one',
  },
  'console.replace.more': { nl: 'En nog {count} cursussen.', en: 'And {count} more courses.' },
  'console.replace.merges': {
    nl: 'Onder beide bekend: {courses} cursussen en {people} mensen. Elk wordt weer één, met alles van beide. Niets gaat verloren en niemand krijgt iets dubbel.',
    en: 'Known under both: {courses} courses and {people} people. Each becomes one again, with all that either had. Nothing is lost, and nobody gets anything twice.',
  },
  'console.replace.held-twice': {
    nl: '{count} keer kreeg iemand onder beide dezelfde badge in dezelfde cursus. Beide certificaten blijven geldig; het telt als één.',
    en: '{count} times somebody got the same badge in the same course under both. Both credentials stay valid; it counts as one.',
  },
  'console.replace.kept': {
    nl: 'De oude registratie gaat uit; ze wordt niet verwijderd. Elk certificaat blijft te controleren.',
    en: 'The old registration is switched off; it is not deleted. Every credential goes on verifying.',
  },
  'console.replace.do': { nl: 'Verhuis alles', en: 'Move it all' },
  'console.replace.done': {
    nl: 'Alles van de oude registratie staat nu hier. De oude staat uit.',
    en: 'All of the old registration is here now. The old one is switched off.',
  },
  'console.replace.problem.no-deployment': {
    nl: 'De nieuwe registratie heeft nog geen installatie waar je ja tegen zei. Open Insigne één keer vanuit de leeromgeving, zeg ja, en kom hier terug.',
    en: 'The new registration has no install yet that you said yes to. Open Insigne once from the learning environment, say yes, and come back here.',
  },
  'console.replace.problem.other-platform': {
    nl: 'Dit zijn twee verschillende leeromgevingen. Alleen een registratie van dezelfde kan vervangen worden.',
    en: 'These are two different learning environments. Only a registration of the same one can be replaced.',
  },
  'console.connection.off.body': {
    nl: 'Zet je de koppeling uit, dan werken de links niet en leest Insigne niets meer. Er gaat niets verloren.',
    en: 'Switch the connection off, and its links stop working and Insigne reads nothing. Nothing is lost.',
  },
  'console.connection.on.body': {
    nl: 'Deze leeromgeving staat uit.',
    en: 'This learning environment is switched off.',
  },
  'console.connection.delete': { nl: 'Vergeet deze leeromgeving', en: 'Forget this learning environment' },
  'console.connection.delete.body': {
    nl: 'Links worden geweigerd. Cursussen, toekenningen en certificaten blijven; elk certificaat blijft te controleren.',
    en: 'Links are refused. Courses, awards and credentials stay; every credential goes on verifying.',
  },

  'console.deployments.waiting': { nl: 'Wacht op een ja', en: 'Waiting for a yes' },
  'console.deployments.waiting.body': {
    nl: 'Iemand opende Insigne vanuit een installatie die nog van niemand is. Zeg ja als die bij je instelling hoort.',
    en: 'Somebody opened Insigne from an install that is nobody’s yet. Say yes if it belongs to your institution.',
  },
  'console.deployments.id': { nl: 'Deployment {id}', en: 'Deployment {id}' },
  'console.deployments.asks': { nl: '{lms} meldt deployment {id}', en: '{lms} announces deployment {id}' },
  'console.deployments.yes': { nl: 'Ja, van ons', en: 'Yes, ours' },
  'console.deployments.no': { nl: 'Nee', en: 'No' },
  'console.deployments.stop': { nl: 'Weiger deze deployment', en: 'Refuse this deployment' },
  'console.deployments.stop.body': {
    nl: 'Links van deze deployment worden geweigerd. Wat er was blijft, en je kunt later weer ja zeggen.',
    en: 'Links of this deployment are refused. What was there stays, and you can say yes again later.',
  },
  'console.deployments.state.waiting': {
    nl: 'Wacht sinds {at} op een ja.',
    en: 'Waits for a yes since {at}.',
  },
  'console.deployments.state.refused': {
    nl: 'Geweigerd; voor het eerst gezien op {at}.',
    en: 'Refused; first seen on {at}.',
  },

  'console.connect.title': { nl: 'Koppel een leeromgeving', en: 'Connect a learning environment' },
  'console.connect.which': {
    nl: 'Welke leeromgeving gebruikt je instelling? Je hebt iemand nodig die haar beheert.',
    en: 'Which learning environment does your institution use? You need somebody who manages it.',
  },
  'console.connect.to': { nl: '{lms} koppelen', en: 'Connect {lms}' },
  'console.connect.begun': { nl: 'Nog niet klaar', en: 'Not finished yet' },
  'console.connect.new': { nl: 'Een andere koppelen', en: 'Connect another' },
  'console.connect.next': { nl: 'Nu:', en: 'Now:' },
  'console.connect.watching': {
    nl: 'Deze pagina ziet het vanzelf wanneer {lms} zich meldt.',
    en: 'This page notices by itself when {lms} has called.',
  },
  'console.connect.say-so': {
    nl: 'Klaar met deze stap? Druk daar op “Dit heb ik gedaan”: dit ziet Insigne niet vanzelf.',
    en: 'Finished this step? Press “I have done this” there: Insigne does not notice this by itself.',
  },
  'console.connect.fill-in': {
    nl: 'Vul daar in wat {lms} toont en druk op “Bewaar deze waarden”.',
    en: 'Fill in there what {lms} shows and press “Save these values”.',
  },
  'console.connect.answer': {
    nl: 'Zeg hieronder of deze deployment van jullie is.',
    en: 'Say below whether this deployment is yours.',
  },
  'console.connect.open-again': {
    nl: 'Bevestigd. Laat Insigne nu nog een keer openen in de cursus: dan pas ziet het of alles klopt.',
    en: 'Confirmed. Now have Insigne opened once more in the course: only then it sees whether all is well.',
  },
  'console.connect.words': {
    nl: 'Wat in een kader staat, zijn de woorden op de Engelse schermen van {lms}.',
    en: 'Words in a box are those on the English screens of {lms}.',
  },
  'console.connect.not-all': {
    nl: 'Nog niet alles heeft zich laten zien. Open een link van Insigne in de cursus en druk hieronder op “Test nu”.',
    en: 'Not everything has shown itself yet. Open a link of Insigne in the course and press “Test now” below.',
  },
  'console.connect.test-below': {
    nl: 'Gedaan? Druk hieronder op “Test nu”.',
    en: 'Done? Press “Test now” below.',
  },
  'console.connect.done': { nl: '{lms} is gekoppeld.', en: '{lms} is connected.' },
  'console.connect.health': { nl: 'Hoe de koppeling ervoor staat', en: 'How the connection is' },
  'console.connect.step-done': { nl: 'Gedaan', en: 'Done' },
  'console.connect.tick': { nl: 'Dit heb ik gedaan', en: 'I have done this' },
  'console.connect.follows': { nl: 'Volgt:', en: 'Follows:' },
  'console.connect.link-until': {
    nl: 'De link werkt één keer, tot {until}. Geef hem alleen aan wie de leeromgeving beheert.',
    en: 'The link works once, until {until}. Give it only to whoever manages the learning environment.',
  },
  'console.connect.new-link': { nl: 'Maak een nieuwe link', en: 'Make a new link' },
  'console.connect.fields': { nl: 'Over te nemen velden', en: 'Fields to copy' },
  'console.connect.field': { nl: 'Veld', en: 'Field' },
  'console.connect.value': { nl: 'Waarde', en: 'Value' },
  'console.connect.tell': { nl: 'Bewaar deze waarden', en: 'Save these values' },
  'console.connect.problem': {
    nl: 'Dit kan niet gebruikt worden: {field}. Kijk of het precies is zoals de leeromgeving het toont.',
    en: 'This cannot be used: {field}. See whether it is exactly as the learning environment shows it.',
  },
  'console.connect.otherwise': { nl: 'Anders', en: 'Otherwise' },
  'console.connect.by-hand': {
    nl: 'Mag dat daar niet met een link? Vul de velden zelf in',
    en: 'Are links not allowed there? Fill in the fields by hand',
  },
  'console.connect.by-link': { nl: 'Koppel toch met een link', en: 'Connect by a link after all' },
  'console.connect.stop': { nl: 'Stop met koppelen', en: 'Stop connecting' },
  'console.connect.close': { nl: 'Sluit deze stappen', en: 'Close these steps' },

  'console.fact.site': {
    nl: 'Adres van de leeromgeving (issuer)',
    en: 'Address of the learning environment (issuer)',
  },
  'console.fact.site.hint': {
    nl: 'Zoals {lms} het toont, bijvoorbeeld https://leren.school.nl',
    en: 'As {lms} shows it, for example https://learn.school.org',
  },
  'console.fact.site.hint.moodle': {
    nl: 'Wat Moodle “Platform ID” noemt: het adres van je Moodle, bijvoorbeeld https://moodle.school.nl',
    en: 'What Moodle calls “Platform ID”: the address of your Moodle, for example https://moodle.school.org',
  },
  'console.fact.site.hint.brightspace': {
    nl: 'Wat Brightspace “Issuer” noemt: het adres van je Brightspace, bijvoorbeeld https://school.brightspace.com',
    en: 'What Brightspace calls “Issuer”: the address of your Brightspace, for example https://school.brightspace.com',
  },
  'console.fact.site.hint.canvas': {
    nl: 'Staat Canvas bij Instructure, laat dit dan zo, ook al heeft je school een eigen adres. Alleen een Canvas op eigen servers heeft iets anders.',
    en: 'Where Canvas is hosted by Instructure, leave this as it is, though your school has an address of its own. Only a Canvas on servers of your own has another.',
  },
  'console.fact.clientId': { nl: 'Client ID', en: 'Client ID' },
  'console.fact.clientId.hint': { nl: 'Zoals {lms} het toont.', en: 'As {lms} shows it.' },
  'console.fact.deploymentId': { nl: 'Deployment ID', en: 'Deployment ID' },
  'console.fact.deploymentId.hint': {
    nl: 'Mag leeg blijven: dan meldt {lms} het bij de eerste keer openen.',
    en: 'May stay empty: {lms} then tells it when Insigne is first opened.',
  },
  'console.fact.authorizationUrl': {
    nl: 'Adres voor aanmelden (authorization endpoint)',
    en: 'Authorization endpoint',
  },
  'console.fact.authorizationUrl.hint': { nl: 'Zoals {lms} het toont.', en: 'As {lms} shows it.' },
  'console.fact.authorizationUrl.hint.brightspace': {
    nl: 'Wat Brightspace “OpenID Connect Authentication Endpoint” noemt.',
    en: 'What Brightspace calls “OpenID Connect Authentication Endpoint”.',
  },
  'console.fact.tokenUrl': { nl: 'Adres voor toegang (token endpoint)', en: 'Token endpoint' },
  'console.fact.tokenUrl.hint': { nl: 'Zoals {lms} het toont.', en: 'As {lms} shows it.' },
  'console.fact.tokenUrl.hint.brightspace': {
    nl: 'Wat Brightspace “Brightspace OAuth2 Access Token URL” noemt.',
    en: 'What Brightspace calls “Brightspace OAuth2 Access Token URL”.',
  },
  'console.fact.tokenAudience': { nl: 'Audience', en: 'Audience' },
  'console.fact.tokenAudience.hint': {
    nl: 'Alleen als {lms} er een toont.',
    en: 'Only where {lms} shows one.',
  },
  'console.fact.tokenAudience.hint.brightspace': {
    nl: 'Wat Brightspace “Brightspace OAuth2 Audience” noemt.',
    en: 'What Brightspace calls “Brightspace OAuth2 Audience”.',
  },
  'console.fact.name': { nl: 'Naam', en: 'Name' },
  'console.fact.name.hint': {
    nl: 'Hoe jullie de leeromgeving noemen. Mag leeg blijven.',
    en: 'What you call the learning environment. May stay empty.',
  },
  'console.fact.folded': { nl: 'Andere adressen', en: 'Other addresses' },
  'console.fact.folded.body': {
    nl: 'Insigne kent de adressen van {lms}. Vul hier alleen iets in waar die van jullie anders zijn.',
    en: 'Insigne knows the addresses of {lms}. Fill in something here only where yours are different.',
  },
  'console.fact.jwksUrl': { nl: 'Adres van de sleutels (keyset)', en: 'Keyset URL' },
  'console.fact.jwksUrl.hint': { nl: 'Zoals {lms} het toont.', en: 'As {lms} shows it.' },
  'console.fact.jwksUrl.hint.brightspace': {
    nl: 'Wat Brightspace “Brightspace Keyset URL” noemt, niet die van Insigne.',
    en: 'What Brightspace calls “Brightspace Keyset URL”, not the one of Insigne.',
  },

  'error.connection_not_found': {
    nl: 'Deze koppeling wordt niet (meer) gemaakt. Begin opnieuw bij Leeromgevingen.',
    en: 'This connection is not being made (any more). Begin again at Learning environments.',
  },
  'error.registration_not_found': {
    nl: 'Deze leeromgeving is hier niet gekoppeld.',
    en: 'This learning environment is not connected here.',
  },
} as const;
