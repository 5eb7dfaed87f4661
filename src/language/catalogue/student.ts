/**
 * Texts of a student's pages inside a course: one badge, all badges, the own credential.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const studentTexts = {
  'student.title': { nl: 'Jouw badges in {course}', en: 'Your badges in {course}' },
  'student.back': { nl: 'Jouw badges in deze cursus', en: 'Your badges in this course' },
  'student.group.held': { nl: 'Behaald', en: 'Earned' },
  'student.group.way': { nl: 'Onderweg', en: 'On the way' },
  'student.group.possible': { nl: 'Nog te halen', en: 'Still to earn' },
  'student.empty.title': { nl: 'Nog geen badges', en: 'No badges yet' },
  'student.empty.body': {
    nl: 'In deze cursus zijn nog geen badges te behalen. Je docent bepaalt dat.',
    en: 'There are no badges to earn in this course yet. Your teacher decides that.',
  },

  'student.image.unearned': { nl: 'Badge {title}, nog niet behaald', en: 'Badge {title}, not earned yet' },
  'student.says.earned': {
    nl: 'Je hebt deze badge behaald op {date}.',
    en: 'You earned this badge on {date}.',
  },
  'student.row.earned': { nl: 'Behaald op {date}', en: 'Earned on {date}' },
  'student.row.conditions': {
    nl: 'Je voldoet aan {met} van de {of} voorwaarden.',
    en: 'You meet {met} of {of} conditions.',
  },
  'student.stopped.revoked': { nl: 'Ingetrokken op {date}', en: 'Revoked on {date}' },
  'student.stopped.revoked.undated': { nl: 'Ingetrokken', en: 'Revoked' },
  'student.stopped.revoked.advice': {
    nl: 'Het bewijs is niet meer geldig; wie het controleert, ziet dat. Klopt dit niet? Vraag het je docent.',
    en: 'The credential no longer holds, and whoever verifies it sees that. Is this wrong? Ask your teacher.',
  },
  'student.stopped.suspended': {
    nl: 'Tijdelijk niet geldig, sinds {date}',
    en: 'Not valid for now, since {date}',
  },
  'student.stopped.suspended.undated': { nl: 'Tijdelijk niet geldig', en: 'Not valid for now' },
  'student.stopped.suspended.advice': {
    nl: 'Zolang dat duurt, ziet wie het controleert dat het niet geldt. Vraag je docent hoe het ervoor staat.',
    en: 'Until that ends, whoever verifies it sees that it does not hold. Ask your teacher how it stands.',
  },
  'student.stopped.reason': { nl: 'Reden: {reason}', en: 'Reason: {reason}' },
  'student.says.near-by': { nl: 'Je bent er bijna: {gap}', en: 'You are nearly there: {gap}' },
  'student.says.kept': {
    nl: 'Je hoort het op zijn vroegst op {at}.',
    en: 'You will know on {at} at the earliest.',
  },
  'student.says.awaits-look': {
    nl: 'Er kijkt nog iemand naar je badge.',
    en: 'Somebody still has a look at your badge.',
  },
  'student.says.awaits-teacher': {
    nl: 'Je docent kent deze badge zelf toe.',
    en: 'Your teacher awards this badge in person.',
  },
  'student.says.awaits-institution': {
    nl: 'Je badge wacht op je instelling.',
    en: 'Your badge waits for your institution.',
  },
  'student.says.near': { nl: 'Je bent er bijna.', en: 'You are nearly there.' },
  'student.says.waiting': { nl: 'Je badge is onderweg.', en: 'Your badge is on its way.' },
  'student.says.not-met': { nl: 'Deze badge heb je nog niet.', en: 'You do not have this badge yet.' },
  'student.says.unknown': {
    nl: 'Insigne weet nog niet of je deze badge hebt behaald.',
    en: 'Insigne does not know yet whether you earned this badge.',
  },
  'student.says.stopped': {
    nl: 'Deze badge wordt aan jou niet automatisch toegekend.',
    en: 'This badge is not awarded to you automatically.',
  },
  'student.says.undecided': { nl: 'Deze badge kun je hier behalen.', en: 'You can earn this badge here.' },
  'student.says.foreign': {
    nl: 'Deze badge is hier nog niet te behalen.',
    en: 'You cannot earn this badge here yet.',
  },

  'student.missing': { nl: 'Wat er nog ontbreekt', en: 'What is missing' },
  'student.next': { nl: 'Wat er nu gebeurt', en: 'What happens now' },
  'student.more': { nl: 'Meer over deze badge', en: 'More about this badge' },
  'student.conditions': { nl: 'Wat ervoor nodig is', en: 'What it takes' },
  'student.conditions.earned': { nl: 'Wat je ervoor deed', en: 'What you did for it' },
  'student.condition.met': { nl: 'Gehaald:', en: 'Met:' },
  'student.condition.unmet': { nl: 'Nog niet:', en: 'Not yet:' },
  'student.condition.unknown': { nl: 'Nog niet bekend:', en: 'Not known yet:' },
  'student.condition.not-before': { nl: 'Op of na {date}', en: 'On or after {date}' },
  'student.condition.stood': {
    nl: 'Het cijfer staat {hours} uur vast',
    en: 'The grade has stood for {hours} hours',
  },
  'student.condition.stood-one': {
    nl: 'Het cijfer staat een uur vast',
    en: 'The grade has stood for an hour',
  },
  'student.own.score': { nl: 'Jouw resultaat: {score}', en: 'Your result: {score}' },
  'student.own.points': {
    nl: 'Jouw resultaat: {score} van de {maximum} punten',
    en: 'Your result: {score} of {maximum} points',
  },
  'student.own.none': { nl: 'Je hebt hier nog geen cijfer voor.', en: 'You have no grade for this yet.' },
  'student.own.later': {
    nl: 'Een resultaat telt hier pas mee vanaf {at}.',
    en: 'A result counts here from {at} on.',
  },

  'student.reason.reached': { nl: 'Je hebt de norm gehaald.', en: 'You reached the threshold.' },
  'student.reason.assessed-passed': {
    nl: 'Je docent heeft dit als behaald beoordeeld.',
    en: 'Your teacher assessed this as passed.',
  },
  'student.reason.below-threshold': {
    nl: 'Je hebt {score}; nodig is {needed}.',
    en: 'You have {score}; you need {needed}.',
  },
  'student.reason.no-grade': {
    nl: 'Je hebt nog geen cijfer voor {column}.',
    en: 'You have no grade for {column} yet.',
  },
  'student.reason.assessed-not-yet': {
    nl: 'Je docent heeft dit nog niet als behaald beoordeeld.',
    en: 'Your teacher has not assessed this as passed yet.',
  },
  'student.reason.not-before-date': {
    nl: 'Je badge komt op zijn vroegst op {at}.',
    en: 'Your badge comes on {at} at the earliest.',
  },
  'student.reason.grade-not-stood': {
    nl: 'Je badge komt als je cijfer tot {at} blijft staan.',
    en: 'Your badge comes if your grade stands until {at}.',
  },
  'student.reason.not-settled': {
    nl: 'Resultaten tellen hier pas mee als ze een tijd vaststaan. Kijk vanaf {at} nog eens.',
    en: 'Results count here only after they have stood for a while. Look again from {at} on.',
  },
  'student.reason.column-not-seen': {
    nl: 'Je docent is deze badge nog aan het klaarzetten.',
    en: 'Your teacher is still setting up this badge.',
  },
  'student.reason.column-vanished': {
    nl: 'Het cijfer voor deze badge is niet meer te vinden. Vraag je docent ernaar te kijken.',
    en: 'The grade for this badge cannot be found any more. Ask your teacher to have a look.',
  },
  'student.reason.column-doubled': {
    nl: 'Er is iets dubbel ingesteld. Vraag je docent ernaar te kijken.',
    en: 'Something is set up twice. Ask your teacher to have a look.',
  },
  'student.reason.grade-hidden': {
    nl: 'Je cijfer is nog niet vrijgegeven.',
    en: 'Your grade has not been released yet.',
  },
  'student.reason.result-unusable': {
    nl: 'Je cijfer kan niet gelezen worden. Vraag je docent ernaar te kijken.',
    en: 'Your grade cannot be read. Ask your teacher to have a look.',
  },
  'student.reason.members-unknown': {
    nl: 'Insigne weet nog niet wie er in deze cursus zitten. Vraag je docent de badgelink te openen.',
    en: 'Insigne does not know yet who is in this course. Ask your teacher to open the badge link.',
  },
  'student.reason.not-a-member': {
    nl: 'Je staat niet op de deelnemerslijst van deze cursus. Vraag je docent.',
    en: 'You are not on the list of members of this course. Ask your teacher.',
  },
  'student.reason.not-a-learner': {
    nl: 'Badges zijn er voor studenten van deze cursus; jij staat er anders in.',
    en: 'Badges are for students of this course; you are in it in another way.',
  },
  'student.reason.inactive': {
    nl: 'Je bent nu niet actief in deze cursus. Vraag je docent.',
    en: 'You are not active in this course now. Ask your teacher.',
  },
  'student.reason.gone': {
    nl: 'Je zit niet meer in deze cursus. Wat je behaalde, blijft van jou.',
    en: 'You are no longer in this course. What you earned stays yours.',
  },
  'student.reason.staff': {
    nl: 'Je geeft of gaf les in deze cursus; daarom krijg je hier niets automatisch.',
    en: 'You teach or taught in this course; that is why you get nothing automatically here.',
  },
  'student.reason.test-user': {
    nl: 'Dit is een testgebruiker; die krijgt nooit een badge.',
    en: 'This is a test user; they never get a badge.',
  },
  'student.reason.observer': {
    nl: 'Je kijkt mee in deze cursus; badges zijn er voor de studenten.',
    en: 'You are an observer in this course; badges are for its students.',
  },
  'student.reason.needs-approval': {
    nl: 'Je instelling moet deze badge voor deze cursus nog toestaan.',
    en: 'Your institution still has to allow this badge in this course.',
  },
  'student.reason.needs-look': {
    nl: 'Je docent moet eerst naar deze badge kijken.',
    en: 'Your teacher has to look at this badge first.',
  },
  'student.reason.undecided': {
    nl: 'Insigne heeft nog niet gekeken hoe je ervoor staat.',
    en: 'Insigne has not looked at how you stand yet.',
  },

  'student.checked': {
    nl: 'Bekeken op {at}, met versie {version} van wat je docent vraagt. Volgende keer: {next}.',
    en: 'Looked at on {at}, by version {version} of what your teacher asks. Next time: {next}.',
  },
  'student.checked.when-opened': {
    nl: 'zodra je deze badge opent',
    en: 'as soon as you open this badge',
  },
  'student.stale': {
    nl: '{lms} antwoordde niet op tijd. Je ziet hoe het was op {at}; Insigne kijkt vanzelf opnieuw.',
    en: '{lms} did not answer in time. You see how it was on {at}; Insigne looks again by itself.',
  },
  'student.stale.never': {
    nl: '{lms} antwoordde niet op tijd. Insigne kijkt vanzelf opnieuw; open deze pagina straks nog eens.',
    en: '{lms} did not answer in time. Insigne looks again by itself; open this page again later.',
  },
  'student.look': { nl: 'Bekijk je bewijs', en: 'Look at your credential' },
  'student.being-issued': {
    nl: 'Je bewijs wordt gemaakt. Open deze pagina over een paar minuten nog eens.',
    en: 'Your credential is being made. Open this page again in a few minutes.',
  },

  'own.back': { nl: 'Terug naar de badge', en: 'Back to the badge' },
  'own.kicker': { nl: 'Jouw bewijs', en: 'Your credential' },
  'own.title': { nl: 'Jouw bewijs: {title}', en: 'Your credential: {title}' },
  'own.earned-on': { nl: 'Behaald op', en: 'Earned on' },
  'own.issuer': { nl: 'Uitgegeven door', en: 'Issued by' },
  'own.kind': { nl: 'Soort', en: 'Kind' },
  'own.name': { nl: 'Jouw naam', en: 'Your name' },
  'own.name.hashed': {
    nl: 'Staat er niet leesbaar in. Wie je naam of e-mailadres kent, kan wel controleren dat het van jou is.',
    en: 'Is not readable in it. Whoever knows your name or e-mail address can check that it is yours.',
  },
  'own.name.absent': {
    nl: 'Staat er niet in: bij de uitgifte was je naam niet bekend.',
    en: 'Is not in it: your name was not known when it was issued.',
  },
  'own.about': { nl: 'Wat het zegt', en: 'What it says' },
  'own.criteria': { nl: 'Wat is beoordeeld, en hoe', en: 'What was assessed, and how' },
  'own.share': { nl: 'Delen', en: 'Sharing' },
  'own.share.off': {
    nl: 'Alleen jij ziet dit bewijs. Je docent ziet dat je de badge hebt.',
    en: 'Only you see this credential. Your teacher sees that you have the badge.',
  },
  'own.share.on': {
    nl: 'Wie deze link heeft, ziet de badge, de uitgever, de datum en wat er is beoordeeld. Wat er verder bij staat, kies jij.',
    en: 'Whoever has this link sees the badge, the issuer, the date and what was assessed. What else is there is your choice.',
  },
  'own.share.state.on': { nl: 'Gedeeld', en: 'Shared' },
  'own.share.state.off': { nl: 'Privé', en: 'Private' },
  'own.share.start': { nl: 'Deel met een link', en: 'Share by link' },
  'own.share.start.hint': {
    nl: 'Je krijgt een link die niemand kan raden. Uitzetten kan altijd.',
    en: 'You get a link that nobody can guess. You can switch it off at any time.',
  },
  'own.share.stop': { nl: 'Stop met delen', en: 'Stop sharing' },
  'own.share.link': { nl: 'Jouw link', en: 'Your link' },
  'own.share.copy': { nl: 'Kopieer link', en: 'Copy link' },
  'own.share.copied': { nl: 'Gekopieerd', en: 'Copied' },
  'own.keep': { nl: 'Bewaren', en: 'Keep it' },
  'own.keep.body': {
    nl: 'Wat je bewaart is ondertekend: iedereen kan het later nog controleren.',
    en: 'What you keep is signed: anybody can still verify it later.',
  },
  'own.keep.pdf': { nl: 'Certificaat (PDF)', en: 'Certificate (PDF)' },
  'own.keep.json': { nl: 'Voor je wallet', en: 'For your wallet' },
  'own.keep.png': { nl: 'Plaatje met het bewijs erin', en: 'Picture with the credential inside' },
  'own.keep.more': { nl: 'Andere vormen', en: 'Other forms' },
  'own.download': { nl: 'Download het bewijs', en: 'Download the credential' },
} satisfies Record<string, LocalText>;
