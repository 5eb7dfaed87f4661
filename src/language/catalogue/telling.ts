/**
 * Texts that leave the tool: mail about a badge, the line with a score; and how to switch mail off.
 *
 * @module
 */

export const tellingTexts = {
  'score.comment': {
    nl: 'Badge behaald: {badge}. Open hem in de cursus; wat hij zegt staat op {link}',
    en: 'Badge earned: {badge}. Open it in the course; what it says is at {link}',
  },
  'score.comment.no-longer': {
    nl: 'Badge niet meer geldig: {badge}. De reden staat bij de badge in de cursus.',
    en: 'Badge no longer valid: {badge}. The badge in the course says why.',
  },
  'mail.subject': { nl: 'Je hebt een badge: {badge}', en: 'You have a badge: {badge}' },
  'mail.greeting': { nl: 'Dag {name},', en: 'Hello {name},' },
  'mail.greeting.unnamed': { nl: 'Dag,', en: 'Hello,' },
  'mail.body': {
    nl: 'Je hebt de badge “{badge}” behaald in {course}. Open de cursus en klik op de badge: daar bekijk, bewaar en deel je hem. Alleen jij ziet hem, tot je hem deelt. Wat de badge zegt:',
    en: 'You have earned the badge “{badge}” in {course}. Open the course and click the badge: there you look at it, keep it and share it. Only you see it until you share it. What the badge says:',
  },
  'mail.sender': { nl: 'Groet van {institution}', en: 'Regards from {institution}' },
  'mail.off': {
    nl: 'Geen e-mail meer over badges? Met één klik: {off}',
    en: 'No more e-mail about badges? With one click: {off}',
  },
  'mail.choice.title': { nl: 'E-mail over badges', en: 'E-mail about badges' },
  'mail.choice.on': {
    nl: 'Je krijgt een e-mail als je een badge behaalt.',
    en: 'You get an e-mail when you earn a badge.',
  },
  'mail.choice.off': {
    nl: 'Je krijgt geen e-mail over badges. Je badges staan altijd in de cursus.',
    en: 'You get no e-mail about badges. Your badges are always in the course.',
  },
  'mail.choice.switch-off': { nl: 'Stuur mij geen e-mail meer', en: 'Send me no more e-mail' },
  'mail.choice.switch-on': { nl: 'Stuur mij weer e-mail', en: 'Send me e-mail again' },
  'learner.mail': { nl: 'E-mail', en: 'E-mail' },
  'learner.mail.sent': { nl: 'verstuurd op {at}', en: 'sent on {at}' },
  'learner.mail.waiting': { nl: 'wordt verstuurd', en: 'being sent' },
  'learner.mail.sending': { nl: 'wordt verstuurd', en: 'being sent' },
  'learner.mail.not-sent': { nl: 'niet verstuurd: {why}', en: 'not sent: {why}' },
  'learner.mail.unsure': {
    nl: 'niet zeker of hij is aangekomen. Hij wordt niet nog eens verstuurd: zeg het zelf',
    en: 'not sure whether it arrived. It is not sent again: say it yourself',
  },
  'mail.why.taken-back': { nl: 'de badge was al ingetrokken', en: 'the badge had been withdrawn' },
  'mail.why.no-server': {
    nl: 'Insigne stuurt hier geen e-mail',
    en: 'Insigne sends no e-mail here',
  },
  'mail.why.lapsed': {
    nl: 'het was langer dan een week geleden',
    en: 'it was more than a week ago',
  },
  'mail.why.not-allowed': {
    nl: 'de instelling heeft e-mail niet aangezet',
    en: 'the institution has not switched on e-mail',
  },
  'mail.why.switched-off': {
    nl: 'de student wil geen e-mail',
    en: 'the student wants no e-mail',
  },
  'mail.why.no-address': {
    nl: 'er is geen e-mailadres bekend',
    en: 'no e-mail address is known',
  },
  'mail.why.gone': { nl: 'de badge is er niet meer', en: 'the badge is no longer there' },
  'mail.why.refused': {
    nl: 'het adres of de mailserver weigerde hem ({code})',
    en: 'the address or the mail server refused it ({code})',
  },
  'telling.title': { nl: 'Hoe studenten het horen', en: 'How students hear of it' },
  'telling.mails': {
    nl: 'Studenten krijgen een e-mail zodra de badge is uitgegeven, tenzij ze dat uit hebben gezet of {lms} hun adres niet doorgeeft. De badge staat altijd in de cursus.',
    en: 'Students get an e-mail as soon as the badge is issued, unless they switched that off or {lms} does not pass on their address. The badge is always in the course.',
  },
  'telling.not-allowed': {
    nl: 'Je instelling heeft e-mail over badges niet aangezet. Studenten zien hun badge als ze hem in de cursus openen: vertel het ze.',
    en: 'Your institution has not switched on e-mail about badges. Students see their badge when they open it in the course: tell them.',
  },
  'telling.no-server': {
    nl: 'Insigne stuurt hier geen e-mail. Studenten zien hun badge als ze hem in de cursus openen: vertel het ze.',
    en: 'Insigne sends no e-mail here. Students see their badge when they open it in the course: tell them.',
  },
  'error.mail_link_invalid': {
    nl: 'Deze link werkt niet (meer). Open de cursus: bij je badges zet je e-mail aan of uit.',
    en: 'This link does not work (any more). Open the course: with your badges you switch e-mail on or off.',
  },
} as const;
