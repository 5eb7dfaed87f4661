/**
 * Texts of what people do with awards: approving, declining, awarding by hand, withdrawing, undoing; policies in a sentence
 * each; what drift stopped; and the errors of all that.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const awardTexts = {
  'policy.mode.automatic': {
    nl: 'De badge wordt vanzelf toegekend.',
    en: 'The badge is awarded by itself.',
  },
  'policy.mode.after-approval': {
    nl: 'Iemand keurt elke badge goed voordat die wordt toegekend.',
    en: 'Somebody approves each badge before it is awarded.',
  },
  'policy.mode.by-hand': {
    nl: 'Jij kent de badge zelf toe; Insigne laat zien wie eraan voldoet.',
    en: 'You award the badge yourself; Insigne shows who meets the rule.',
  },
  'policy.scope.course': {
    nl: 'Een student kan de badge in elke cursus één keer krijgen.',
    en: 'A student can get the badge once in each course.',
  },
  'policy.scope.institution': {
    nl: 'Een student kan de badge bij je instelling één keer krijgen, in welke cursus ook.',
    en: 'A student can get the badge once at your institution, in whichever course.',
  },
  'policy.earlier.included': {
    nl: 'Wie er nu al aan voldoet, krijgt de badge ook.',
    en: 'Whoever meets the rule already gets the badge too.',
  },
  'policy.earlier.new-only': {
    nl: 'Alleen resultaten van na vandaag tellen.',
    en: 'Only results from now on count.',
  },
  'policy.valid.always': { nl: 'De badge blijft geldig.', en: 'The badge stays valid.' },
  'policy.valid.months': {
    nl: 'De badge is {months} maanden geldig.',
    en: 'The badge is valid for {months} months.',
  },
  'policy.renewal.none': {
    nl: 'Een verlopen badge wordt niet verlengd.',
    en: 'An expired badge is not renewed.',
  },
  'policy.renewal.when-met': {
    nl: 'Een verlopen badge wordt verlengd zolang de norm gehaald is.',
    en: 'An expired badge is renewed while the threshold is reached.',
  },
  'policy.renewal.new-result': {
    nl: 'Een verlopen badge wordt verlengd door een nieuw resultaat.',
    en: 'An expired badge is renewed by a new result.',
  },
  'policy.until': {
    nl: 'Resultaten van na {date} tellen niet.',
    en: 'Results from after {date} do not count.',
  },
  'policy.learners.all': { nl: 'Voor alle studenten van de cursus.', en: 'For all students of the course.' },
  'policy.learners.chosen': { nl: 'Voor {count} gekozen studenten.', en: 'For {count} chosen students.' },

  'needs.label-changed': {
    nl: '{badge} is gestopt: een kolom heet in {lms} nu anders. Is het nog dezelfde? Kijk, en laat de badge verdergaan.',
    en: '{badge} has stopped: a column has another name in {lms} now. Is it still the same one? Look, and let the badge go on.',
  },
  'needs.scale-changed': {
    nl: '{badge} is gestopt: een kolom heeft in {lms} een andere schaal. Kijk of de regel nog klopt, en laat de badge verdergaan.',
    en: '{badge} has stopped: a column has another scale in {lms}. Look whether the rule is still right, and let the badge go on.',
  },
  'needs.cannot-be-met': {
    nl: '{badge} is gestopt: niemand kan de regel halen. Pas de norm of de kolom aan.',
    en: '{badge} has stopped: nobody can meet the rule. Change the threshold or the column.',
  },
  'needs.badge-class-gone': {
    nl: '{badge} is gestopt: je instelling geeft deze badge niet meer uit. Wat toegekend is, blijft.',
    en: '{badge} has stopped: your institution no longer gives this badge. What was awarded stays.',
  },
  'needs.template-unfit': {
    nl: '{badge} is gestopt: het sjabloon van je instelling is gewijzigd en past niet in deze cursus. Pas zelf aan wanneer de badge behaald is: dan volgt hij het sjabloon niet meer.',
    en: '{badge} has stopped: the template of your institution has changed and does not fit this course. Change yourself when the badge is earned: it then no longer follows the template.',
  },
  'needs.look-overdue': {
    nl: '{badge} is gestopt: er is te lang niet naar de regel gekeken. Kijk of alles nog klopt, en laat de badge verdergaan.',
    en: '{badge} has stopped: nobody has looked at the rule for too long. Look whether all is still right, and let the badge go on.',
  },

  'needs.to-approve': {
    nl: 'Wacht op je goedkeuring: {count} × {badge}',
    en: 'Waits for your approval: {count} × {badge}',
  },
  'needs.lowered': {
    nl: '{badge}: bij {count} werd een resultaat later lager. Blijft de badge?',
    en: '{badge}: for {count} a result dropped later. Does the badge stay?',
  },

  'approvals.title': { nl: 'Te keuren', en: 'To approve' },
  'approvals.quiet': { nl: 'Niets te keuren voor: {badges}.', en: 'Nothing to approve for: {badges}.' },
  'approvals.none': {
    nl: 'Er wacht niets op goedkeuring.',
    en: 'Nothing is waiting for approval.',
  },
  'approvals.approve': { nl: 'Keur goed', en: 'Approve' },
  'approvals.decline': { nl: 'Wijs af…', en: 'Decline…' },
  'approvals.decline.go': { nl: 'Wijs af', en: 'Decline' },
  'approvals.reason': { nl: 'Waarom?', en: 'Why?' },
  'approvals.reason.hint': {
    nl: 'De student kan dit lezen.',
    en: 'The student can read this.',
  },
  'approvals.one-yes': {
    nl: 'Eén keer goedgekeurd; er moet nog iemand anders kijken.',
    en: 'Approved once; somebody else has to look too.',
  },
  'approvals.not-you': {
    nl: 'Deze badge wordt door anderen goedgekeurd: {who}.',
    en: 'Others approve this badge: {who}.',
  },
  'approvals.who.course-teacher': { nl: 'de docent van de cursus', en: 'the teacher of the course' },
  'approvals.who.named': { nl: 'aangewezen personen', en: 'named people' },
  'approvals.who.group': { nl: '{group}', en: '{group}' },
  'approvals.done': { nl: '{count} goedgekeurd.', en: '{count} approved.' },
  'approvals.declined': { nl: '{count} afgewezen.', en: '{count} declined.' },
  'approvals.failed': {
    nl: '{count} niet: het resultaat is intussen veranderd, of iemand anders keurt goed. Kijk opnieuw.',
    en: '{count} not: the result has changed meanwhile, or somebody else approves. Look again.',
  },
  'approvals.reason-missing': {
    nl: 'Schrijf in een paar woorden waarom.',
    en: 'Say why, in a few words.',
  },
  'approvals.nothing-chosen': { nl: 'Kies eerst een student.', en: 'Choose a student first.' },
  'approvals.undo.until': {
    nl: 'Terugdraaien kan tot {at}; daarna krijgt de student bericht.',
    en: 'You can undo this until {at}; then the student is told.',
  },
  'approvals.undone': {
    nl: 'Teruggedraaid. De student heeft er niets van gemerkt.',
    en: 'Undone. The student did not notice anything.',
  },
  'approvals.lowered': { nl: 'Resultaat later lager', en: 'Result dropped later' },
  'approvals.lowered.keep': { nl: 'Laat de badge staan', en: 'Keep the badge' },
  'approvals.kept': { nl: 'De badge blijft.', en: 'The badge stays.' },
  'approvals.by-hand.evidence-name': { nl: 'Bewijsstuk: wat is het?', en: 'Evidence: what is it?' },
  'approvals.by-hand.evidence-url': { nl: 'Bewijsstuk: adres (https)', en: 'Evidence: address (https)' },
  'approvals.by-hand.done': { nl: 'Toegekend.', en: 'Awarded.' },
  'approvals.withdrawn': { nl: 'Ingetrokken.', en: 'Withdrawn.' },
  'approvals.reissue': { nl: 'Geef opnieuw uit', en: 'Issue again' },
  'approvals.reissue.hint': {
    nl: 'Bijvoorbeeld na een verbetering van de naam. Het oude bewijs wordt ongeldig.',
    en: 'After a correction of the name, for example. The old credential becomes invalid.',
  },
  'approvals.reissued': { nl: 'Opnieuw uitgegeven.', en: 'Issued again.' },
  'approvals.barred': { nl: 'Niet opnieuw toe te kennen', en: 'Not to be awarded again' },
  'approvals.allow-again': { nl: 'Sta opnieuw toe', en: 'Allow again' },
  'approvals.allowed-again': {
    nl: 'De badge kan weer toegekend worden.',
    en: 'The badge can be awarded again.',
  },
  'approvals.go-on': { nl: 'Het klopt, ga verder', en: 'It is right, go on' },
  'approvals.gone-on': { nl: 'De badge gaat verder.', en: 'The badge goes on.' },
  'approvals.still-stopped': {
    nl: 'De badge staat nog stil: dit moet eerst opgelost worden.',
    en: 'The badge is still stopped: this has to be solved first.',
  },

  'error.title.approval_outdated': { nl: 'De resultaten zijn veranderd', en: 'The results have changed' },
  'error.approval_outdated': {
    nl: 'Sinds je keek is er een resultaat veranderd, of er is al over beslist. Er is niets toegekend. Ga terug en kijk opnieuw.',
    en: 'Since you looked, a result has changed or it was decided already. Nothing was awarded. Go back and look again.',
  },
  'error.not_an_approver': {
    nl: 'Deze badge wordt door anderen goedgekeurd. Vraag je badgebeheerder wie dat zijn.',
    en: 'Others approve this badge. Ask your badge administrator who they are.',
  },
  'error.four_eyes_needed': {
    nl: 'Wie de regel maakte, mag deze badge niet alleen toekennen. Vraag iemand anders die mag goedkeuren.',
    en: 'Whoever made the rule may not award this badge alone. Ask somebody else who may approve.',
  },
  'error.reason_missing': {
    nl: 'Schrijf in een paar woorden waarom. Er is nog niets veranderd.',
    en: 'Say why, in a few words. Nothing has changed yet.',
  },
  'error.evidence_invalid': {
    nl: 'Geef elk bewijs een naam, en een adres dat met https begint. Er is nog niets toegekend.',
    en: 'Give each piece of evidence a name, and an address that begins with https. Nothing was awarded yet.',
  },
  'error.award_not_found': {
    nl: 'Deze toekenning is er niet of niet meer. Ga terug naar de studenten.',
    en: 'This award is not, or no longer, there. Go back to the students.',
  },
  'error.award_barred': {
    nl: 'Deze badge is ingetrokken met de keuze om hem niet opnieuw toe te kennen. Sta hem eerst weer toe.',
    en: 'This badge was withdrawn with the choice not to award it again. Allow it again first.',
  },
  'error.award_not_issued': {
    nl: 'Er is nog geen bewijs uitgegeven dat vervangen kan worden. Wacht tot het er is.',
    en: 'No credential was issued yet that could be replaced. Wait until it is there.',
  },
  'error.undo_too_late': {
    nl: 'Terugdraaien kan niet meer: de student heeft bericht gekregen. Trek de badge in.',
    en: 'It is too late to undo this: the student has been told. Withdraw the badge instead.',
  },
  'error.mapping_not_allowed': {
    nl: 'Je instelling moet deze badge in deze cursus nog toestaan. Er is niets toegekend.',
    en: 'Your institution still has to allow this badge in this course. Nothing was awarded.',
  },
  'error.mapping_changed': {
    nl: 'Iemand anders heeft deze badge intussen aangepast. Er is niets bewaard. Kijk opnieuw en pas hem dan aan.',
    en: 'Somebody else has changed this badge meanwhile. Nothing was saved. Look again, then change it.',
  },
  'error.rule_invalid': {
    nl: 'Deze regel is niet compleet. Kijk de voorwaarden na; er is niets bewaard.',
    en: 'This rule is not complete. Check the conditions; nothing was saved.',
  },
  'error.rule_unfit': {
    nl: 'Deze regel past niet bij deze cursus: een kolom of badge die hij noemt is er niet. Er is niets bewaard.',
    en: 'This rule does not fit this course: a column or badge that it names is not there. Nothing was saved.',
  },
  'error.policies_invalid': {
    nl: 'Een van de keuzes over het toekennen klopt niet. Kijk ze na; er is niets bewaard.',
    en: 'One of the choices about awarding is not right. Check them; nothing was saved.',
  },
  'error.template_not_found': {
    nl: 'Dit sjabloon is er niet of niet meer. Ga terug naar de lijst.',
    en: 'This template is not, or no longer, there. Go back to the list.',
  },
  'error.template_invalid': {
    nl: 'Dit sjabloon is niet compleet: kijk naar de naam, de badge, de norm en de plaatsen. Er is niets bewaard.',
    en: 'This template is not complete: check the name, the badge, the threshold and the places. Nothing was saved.',
  },
  'error.template_changed': {
    nl: 'Iemand anders heeft dit sjabloon intussen aangepast. Er is niets bewaard. Kijk opnieuw.',
    en: 'Somebody else has changed this template meanwhile. Nothing was saved. Look again.',
  },
  'error.template_unfilled': {
    nl: 'Kies voor elke plaats van het sjabloon een kolom van deze cursus.',
    en: 'Choose a column of this course for each place of the template.',
  },
  'error.approver_unknown': {
    nl: 'Kies wie er goedkeuren: minstens één persoon of een groep die bestaat.',
    en: 'Choose who approves: at least one person, or a group that exists.',
  },
} satisfies Record<string, LocalText>;
