/**
 * Texts of the page on which a teacher changes when and how a badge is earned, and of mapping one without a link.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const editorTexts = {
  'editor.title': { nl: '{badge}: wanneer en hoe', en: '{badge}: when and how' },
  'editor.open': { nl: 'Wijzig wanneer en hoe', en: 'Change when and how' },
  'editor.step-badge': { nl: 'Welke badge', en: 'Which badge' },
  'editor.step-when': { nl: 'Wanneer', en: 'When' },
  'editor.step-how': { nl: 'Hoe', en: 'How' },
  'editor.group': { nl: 'Wat is er nodig?', en: 'What does it take?' },
  'editor.group.all-of': { nl: 'Alles hieronder', en: 'All of these' },
  'editor.group.any-of': { nl: 'Eén van deze', en: 'One of these' },
  'editor.group.count-of': { nl: 'Een aantal ervan', en: 'A number of them' },
  'editor.least': { nl: 'Hoeveel ervan?', en: 'How many of them?' },
  'editor.condition': { nl: 'Voorwaarde {number}', en: 'Condition {number}' },
  'editor.for': { nl: 'Voor', en: 'For' },
  'editor.at-least': { nl: 'minstens', en: 'at least' },
  'editor.value': { nl: 'Minstens', en: 'At least' },
  'editor.column': { nl: 'Kolom', en: 'Column' },
  'editor.column.choose': { nl: 'Kies een kolom', en: 'Choose a column' },
  'editor.column.none': { nl: 'geen', en: 'none' },
  'editor.column.own': { nl: 'Deze opdracht', en: 'This assignment' },
  'editor.source.grade': { nl: '{column} · cijfer in {lms}', en: '{column} · grade in {lms}' },
  'editor.source.assessed': {
    nl: '{column} · beoordeeld in Insigne',
    en: '{column} · assessed in Insigne',
  },
  'editor.how': { nl: 'Van deze kolommen', en: 'Of these columns' },
  'editor.how.best': { nl: 'het beste van', en: 'the best of' },
  'editor.how.sum': { nl: 'de som van', en: 'the sum of' },
  'editor.how.weighted-mean': { nl: 'het gewogen gemiddelde van', en: 'the weighted average of' },
  'editor.weight': { nl: 'telt', en: 'weight' },
  'editor.badge': { nl: 'Heeft de badge', en: 'Holds the badge' },
  'editor.badge.choose': { nl: 'Kies een badge', en: 'Choose a badge' },
  'editor.kind.at-least': { nl: 'Minstens een cijfer', en: 'At least a grade' },
  'editor.kind.combined': { nl: 'Meer kolommen samen', en: 'Several columns together' },
  'editor.kind.holds-badge': { nl: 'Een andere badge', en: 'Another badge' },
  'editor.kind.passed': { nl: 'Een voldoende', en: 'A pass' },
  'editor.kind.completed': { nl: 'Voltooid', en: 'Completed' },
  'editor.kind.keep': { nl: 'Blijft zoals het is', en: 'Stays as it is' },
  'editor.add': { nl: 'Nog een voorwaarde', en: 'Another condition' },
  'editor.add.go': { nl: 'Voeg toe', en: 'Add' },
  'editor.remove.go': { nl: 'Haal weg', en: 'Remove' },
  'editor.remove': { nl: 'Haal voorwaarde {number} weg', en: 'Remove condition {number}' },
  'editor.next': { nl: 'Verder', en: 'Next' },
  'editor.sentence': { nl: 'Zo krijg je de badge', en: 'How the badge is earned' },
  'editor.preview': { nl: 'Wie krijgt hem?', en: 'Who receives it?' },
  'editor.preview.go': { nl: 'Ververs', en: 'Refresh' },
  'editor.preview.receive.none': { nl: 'Niemand krijgt hem nu', en: 'Nobody would receive it now' },
  'editor.preview.receive.one': { nl: '1 student krijgt hem', en: '1 student would receive it' },
  'editor.preview.receive.count': {
    nl: '{count} studenten krijgen hem',
    en: '{count} students would receive it',
  },
  'editor.preview.near.none': { nl: 'Niemand is er bijna', en: 'Nobody is near' },
  'editor.preview.near.one': { nl: '1 is er bijna', en: '1 is near' },
  'editor.preview.near.count': { nl: '{count} zijn er bijna', en: '{count} are near' },
  'editor.preview.held.none': { nl: 'Niemand heeft hem al', en: 'Nobody has it already' },
  'editor.preview.held.one': { nl: '1 heeft hem al', en: '1 has it already' },
  'editor.preview.held.count': { nl: '{count} hebben hem al', en: '{count} have it already' },
  'editor.preview.new-column': {
    nl: 'De kolom komt met deze link, dus nog niemand heeft er een cijfer.',
    en: 'The column comes with this link, so nobody has a grade there yet.',
  },
  'editor.preview.no-badge': { nl: 'Kies eerst een badge.', en: 'First choose a badge.' },
  'editor.preview.no-email': {
    nl: 'Van {count} is geen e-mailadres bekend.',
    en: 'The e-mail address of {count} is not known.',
  },
  'editor.preview.without-one': {
    nl: '1 heeft hem en voldoet niet meer, maar houdt hem.',
    en: '1 has it and no longer meets this, but keeps it.',
  },
  'editor.preview.without': {
    nl: '{count} hebben hem en voldoen niet meer. Zij houden hem.',
    en: '{count} have it and no longer meet this. They keep it.',
  },
  'editor.preview.difference': {
    nl: 'Anders dan nu: {added} erbij, {dropped} eraf.',
    en: 'Unlike now: {added} more, {dropped} fewer.',
  },
  'editor.preview.names': { nl: 'Namen', en: 'Names' },
  'editor.preview.receive': { nl: 'Krijgen hem', en: 'Would receive it' },
  'editor.preview.near': { nl: 'Bijna', en: 'Near' },
  'editor.preview.more': { nl: 'en nog {count}', en: 'and {count} more' },
  'editor.preview.broken': {
    nl: 'Vul eerst aan wat er ontbreekt.',
    en: 'First fill in what is missing.',
  },
  'editor.diff': { nl: 'Dit verandert', en: 'This changes' },
  'editor.diff.rule': { nl: 'Wanneer', en: 'When' },
  'editor.diff.wait': { nl: 'Wachten', en: 'Wait' },
  'editor.diff.policy': { nl: 'Hoe', en: 'How' },
  'editor.diff.was': { nl: 'was', en: 'was' },
  'editor.diff.becomes': { nl: 'wordt', en: 'becomes' },
  'editor.diff.none': { nl: 'Er is nog niets gewijzigd.', en: 'Nothing is changed yet.' },
  'editor.wait.none': { nl: 'meteen', en: 'at once' },
  'editor.review': { nl: 'Bewaar…', en: 'Save…' },
  'editor.save': { nl: 'Bewaar wijziging', en: 'Save the change' },
  'editor.saved': {
    nl: 'Bewaard. De nieuwe voorwaarden gelden vanaf nu; wie de badge had, houdt hem.',
    en: 'Saved. The new conditions count from now on; whoever had the badge keeps it.',
  },
  'editor.awarded-stays': {
    nl: 'Wie de badge heeft, houdt hem.',
    en: 'Whoever has the badge keeps it.',
  },
  'rule.unfit.column-not-readable': {
    nl: 'Een van de kolommen kan Insigne in deze cursus niet lezen.',
    en: 'Insigne cannot read one of the columns in this course.',
  },
  'rule.unfit.not-told-by-source': {
    nl: 'Deze kolommen geven een cijfer, geen voldoende of voltooid. Kies minstens een cijfer.',
    en: 'These columns give a grade, no pass or completion. Choose at least a grade.',
  },
  'rule.unfit.badge-unknown': {
    nl: 'Een badge die gevraagd wordt, is er niet meer.',
    en: 'A badge that is asked for is no longer there.',
  },
  'rule.unfit.badge-is-itself': {
    nl: 'Een badge kan niet om zichzelf vragen.',
    en: 'A badge cannot ask for itself.',
  },
  'rule.unfit.cannot-be-met': {
    nl: 'Dit kan niemand halen: er wordt meer gevraagd dan de kolommen geven.',
    en: 'Nobody can reach this: more is asked than the columns give.',
  },
  'editor.unfit': {
    nl: 'Deze voorwaarden passen niet in deze cursus ({code}).',
    en: 'These conditions do not fit this course ({code}).',
  },
  'editor.more': { nl: 'Meer', en: 'More' },

  'needs.not-set-up': {
    nl: 'Zeg eerst wanneer {badge} behaald is. Tot dan wordt niets toegekend.',
    en: 'First say when {badge} is earned. Nothing is awarded until then.',
  },

  'map.open': { nl: 'Koppel een badge', en: 'Map a badge' },
  'map.title': { nl: 'Koppel een badge', en: 'Map a badge' },
  'map.with-link': { nl: 'Met een link in de cursus', en: 'With a link in the course' },
  'map.with-link.body': {
    nl: 'Voeg in {lms} inhoud toe en kies Insigne. Studenten krijgen een link, en er kan een cijferkolom bij.',
    en: 'In {lms}, add content and choose Insigne. Students get a link, and a grade column can come with it.',
  },
  'map.without-link.body': {
    nl: 'De badge kijkt naar kolommen die al bij een badge van deze cursus horen. Studenten zien hem bij hun badges.',
    en: 'The badge looks at columns that belong to a badge of this course already. Students see it among their badges.',
  },
  'map.no-columns': {
    nl: 'Er is in deze cursus nog geen kolom die Insigne kan lezen. Begin met een link.',
    en: 'There is no column in this course yet that Insigne can read. Begin with a link.',
  },
  'map.go': { nl: 'Verder: wanneer en hoe', en: 'Next: when and how' },
} satisfies Record<string, LocalText>;
