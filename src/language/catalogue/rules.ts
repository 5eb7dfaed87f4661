/**
 * Texts of rules and of how a badge is awarded: conditions, groups, policies, and the reasons that come from them.
 *
 * The parts of a rule begin in lower case, since they are put together into one sentence (awarding/say-rule.ts).
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const ruleTexts = {
  'rule.and': { nl: 'en', en: 'and' },
  'rule.or': { nl: 'of', en: 'or' },
  'rule.all-of': { nl: 'dit alles: {list}', en: 'all of these: {list}' },
  'rule.any-of': { nl: 'één van deze: {list}', en: 'one of these: {list}' },
  'rule.count-of': { nl: 'minstens {least} van deze: {list}', en: 'at least {least} of these: {list}' },

  'rule.column.own': { nl: 'deze opdracht', en: 'this assignment' },
  'rule.column.of-badge': { nl: 'de opdracht bij deze badge', en: 'the assignment of this badge' },
  'rule.at-least.percent': { nl: 'minstens {value} % voor {column}', en: 'at least {value} % for {column}' },
  'rule.at-least.points': {
    nl: 'minstens {value} punten voor {column}',
    en: 'at least {value} points for {column}',
  },
  'rule.at-least.points-of': {
    nl: 'minstens {value} van de {maximum} punten voor {column}',
    en: 'at least {value} of {maximum} points for {column}',
  },
  'rule.passed': { nl: 'een voldoende voor {column}', en: 'a pass for {column}' },
  'rule.completed': { nl: '{column} voltooid', en: '{column} completed' },
  'rule.mastery': {
    nl: 'minstens niveau {level} voor {column}',
    en: 'at least level {level} for {column}',
  },
  'rule.norm.percent': { nl: '{value} %', en: '{value} %' },
  'rule.norm.points': { nl: '{value} punten', en: '{value} points' },
  'rule.combined.best': {
    nl: 'minstens {norm} voor het beste van {list}',
    en: 'at least {norm} for the best of {list}',
  },
  'rule.combined.sum': {
    nl: 'minstens {norm} voor {list} bij elkaar',
    en: 'at least {norm} for {list} together',
  },
  'rule.combined.weighted-mean': {
    nl: 'gemiddeld minstens {norm} voor {list}',
    en: 'at least {norm} on average for {list}',
  },
  'rule.weighted-column': { nl: '{column} (telt {weight} keer)', en: '{column} (counts {weight} times)' },
  'rule.holds-badge': { nl: 'de badge {badge}', en: 'the badge {badge}' },
  'rule.holds-badge.unknown': {
    nl: 'een badge die er niet meer is',
    en: 'a badge that is no longer there',
  },

  'picker.problem.rule-unfit': {
    nl: 'Deze regel past niet bij deze cursus: kies kolommen en badges die er zijn.',
    en: 'This rule does not fit this course: choose columns and badges that exist.',
  },
  'rule.problem.kind-unknown': {
    nl: 'Kies wat er gevraagd wordt.',
    en: 'Choose what is asked.',
  },
  'rule.problem.group-empty': {
    nl: 'Zet minstens één voorwaarde in deze groep.',
    en: 'Put at least one condition in this group.',
  },
  'rule.problem.too-deep': {
    nl: 'Een groep zit te diep in andere groepen. Maak de regel vlakker.',
    en: 'A group sits too deep inside other groups. Make the rule flatter.',
  },
  'rule.problem.too-many': {
    nl: 'Er staan te veel voorwaarden in één regel. Verdeel ze over meer badges.',
    en: 'There are too many conditions in one rule. Spread them over more badges.',
  },
  'rule.problem.count-out-of-range': {
    nl: 'Vraag minstens 1 en niet meer voorwaarden dan er in de groep staan.',
    en: 'Ask for at least 1, and for no more conditions than the group has.',
  },
  'rule.problem.column-missing': {
    nl: 'Kies een kolom die Insigne kan lezen.',
    en: 'Choose a column that Insigne can read.',
  },
  'rule.problem.column-twice': {
    nl: 'Dezelfde kolom staat er twee keer in.',
    en: 'The same column is in it twice.',
  },
  'rule.problem.unit-unknown': { nl: 'Kies procent of punten.', en: 'Choose percent or points.' },
  'rule.problem.value-out-of-range': {
    nl: 'Vul een norm in van 0 tot het maximum (bij procenten 100).',
    en: 'Enter a threshold from 0 to the maximum (100 for percentages).',
  },
  'rule.problem.level-out-of-range': {
    nl: 'Kies een niveau van de schaal.',
    en: 'Choose a level of the scale.',
  },
  'rule.problem.weight-out-of-range': {
    nl: 'Vul in hoe zwaar elke kolom telt: meer dan 0.',
    en: 'Fill in how much each column counts: more than 0.',
  },
  'rule.problem.how-unknown': {
    nl: 'Kies het beste, de som of het gemiddelde.',
    en: 'Choose the best, the sum or the average.',
  },
  'rule.problem.badge-missing': {
    nl: 'Kies een andere badge van je instelling.',
    en: 'Choose another badge of your institution.',
  },

  'unit.level': { nl: 'niveau {value}', en: 'level {value}' },
  'learner.input.source.badge': { nl: 'de badges hier', en: 'the badges here' },

  'cell.reason.conditions-missing': { nl: '{met} van {of}', en: '{met} of {of}' },
  'reason.conditions-missing': {
    nl: 'Er is nog niet aan alle voorwaarden voldaan: {met} van {of}.',
    en: 'Not all conditions are met yet: {met} of {of}.',
  },
  'student.reason.conditions-missing': {
    nl: 'Je voldoet aan {met} van de {of} voorwaarden. Hieronder zie je wat er nog mist.',
    en: 'You meet {met} of {of} conditions. Below you see what is still missing.',
  },
  'cell.reason.not-passed': { nl: 'nog geen voldoende', en: 'no pass yet' },
  'reason.not-passed': {
    nl: 'Nog geen voldoende voor {column}.',
    en: 'No pass for {column} yet.',
  },
  'student.reason.not-passed': {
    nl: 'Je hebt nog geen voldoende voor {column}.',
    en: 'You have no pass for {column} yet.',
  },
  'cell.reason.not-completed': { nl: 'nog niet voltooid', en: 'not completed yet' },
  'reason.not-completed': {
    nl: '{column} is nog niet voltooid.',
    en: '{column} is not completed yet.',
  },
  'student.reason.not-completed': {
    nl: 'Je hebt {column} nog niet voltooid.',
    en: 'You have not completed {column} yet.',
  },
  'cell.reason.below-level': { nl: 'niveau {score}, nodig {needed}', en: 'level {score}, needs {needed}' },
  'reason.below-level': {
    nl: 'Niveau {score} voor {column} is lager dan {needed}.',
    en: 'Level {score} for {column} is below {needed}.',
  },
  'student.reason.below-level': {
    nl: 'Je hebt niveau {score} voor {column}; nodig is {needed}.',
    en: 'You have level {score} for {column}; it takes {needed}.',
  },
  'cell.reason.not-told': { nl: 'niet te lezen', en: 'not readable' },
  'reason.not-told': {
    nl: 'Je leeromgeving vertelt Insigne dit niet over {column}. Kies een andere voorwaarde.',
    en: 'Your learning environment does not tell Insigne this about {column}. Choose another condition.',
  },
  'student.reason.not-told': {
    nl: 'Insigne kan dit voor {column} niet lezen. Vraag het je docent.',
    en: 'Insigne cannot read this for {column}. Ask your teacher.',
  },
  'cell.reason.badge-not-held': { nl: 'eerst een andere badge', en: 'another badge first' },
  'reason.asked-badge': { nl: 'een badge die gevraagd wordt', en: 'a badge that is asked for' },
  'reason.badge-not-held': { nl: 'Heeft {badge} nog niet.', en: 'Does not hold {badge} yet.' },
  'student.reason.badge-not-held': { nl: 'Je hebt {badge} nog niet.', en: 'You do not hold {badge} yet.' },
  'cell.reason.not-chosen': { nl: 'niet gekozen', en: 'not chosen' },
  'reason.not-chosen': {
    nl: 'Deze badge is alleen voor gekozen studenten.',
    en: 'This badge is for chosen students only.',
  },
  'student.reason.not-chosen': {
    nl: 'Deze badge is er voor een deel van de studenten. Vraag je docent of jij erbij hoort.',
    en: 'This badge is for some of the students. Ask your teacher whether you are one of them.',
  },
  'cell.reason.after-date': { nl: 'termijn voorbij', en: 'too late' },
  'reason.after-date': {
    nl: 'De norm is niet op tijd gehaald: de termijn was toen voorbij.',
    en: 'The threshold was not reached in time: the period was over by then.',
  },
  'student.reason.after-date': {
    nl: 'Je haalde de norm toen de termijn voor deze badge al voorbij was.',
    en: 'You reached the threshold when the period for this badge was already over.',
  },
  'cell.reason.met-before-rule': { nl: 'al gehaald voor de regel', en: 'met before the rule' },
  'reason.met-before-rule': {
    nl: 'De norm was al gehaald voordat deze regel er was; alleen nieuwe resultaten tellen.',
    en: 'The threshold was reached before this rule existed; only new results count.',
  },
  'student.reason.met-before-rule': {
    nl: 'Je resultaat is van voordat deze badge er was; alleen nieuwe resultaten tellen.',
    en: 'Your result is from before this badge existed; only new results count.',
  },
  'cell.reason.awaits-approval': { nl: 'op goedkeuring', en: 'for approval' },
  'reason.awaits-approval': {
    nl: 'De norm is gehaald; iemand moet het nog goedkeuren.',
    en: 'The threshold is reached; somebody still has to approve it.',
  },
  'student.reason.awaits-approval': {
    nl: 'Je voldoet aan de voorwaarden. Er kijkt nog iemand naar voordat je de badge krijgt.',
    en: 'You meet the conditions. Somebody looks at it before you get the badge.',
  },
  'cell.reason.declined': { nl: 'afgewezen', en: 'declined' },
  'reason.declined': {
    nl: 'Bij deze resultaten afgewezen. Verandert er een resultaat, dan komt het opnieuw langs.',
    en: 'Declined with these results. When a result changes, it comes up again.',
  },
  'student.reason.declined': {
    nl: 'Je docent heeft de badge met deze resultaten niet toegekend.',
    en: 'Your teacher did not award the badge with these results.',
  },
  'cell.reason.by-hand-only': { nl: 'met de hand', en: 'by hand' },
  'reason.by-hand-only': {
    nl: 'De norm is gehaald; deze badge ken je zelf toe.',
    en: 'The threshold is reached; you award this badge yourself.',
  },
  'student.reason.by-hand-only': {
    nl: 'Je voldoet aan de voorwaarden. Je docent kent deze badge zelf toe.',
    en: 'You meet the conditions. Your teacher awards this badge in person.',
  },
  'cell.reason.not-again': { nl: 'niet opnieuw', en: 'not again' },
  'reason.not-again': {
    nl: 'Ingetrokken, met de keuze om deze badge niet opnieuw toe te kennen.',
    en: 'Withdrawn, with the choice not to award this badge again.',
  },
  'student.reason.not-again': {
    nl: 'Deze badge is ingetrokken. Vraag je docent waarom.',
    en: 'This badge was withdrawn. Ask your teacher why.',
  },
  'cell.reason.held-elsewhere': { nl: 'heeft hem al', en: 'has it already' },
  'reason.held-elsewhere': {
    nl: 'Heeft deze badge al, uit een andere cursus of met een ander account. Hij wordt één keer toegekend.',
    en: 'Has this badge already, from another course or as another user. It is awarded once.',
  },
  'student.reason.held-elsewhere': {
    nl: 'Je hebt deze badge al, uit een andere cursus of met een ander account.',
    en: 'You have this badge already, from another course or as another user.',
  },
  'cell.reason.withdrawn': { nl: 'ingetrokken', en: 'withdrawn' },
  'reason.withdrawn': {
    nl: 'Ingetrokken bij dezelfde resultaten. Verandert er een resultaat, dan kijkt Insigne opnieuw.',
    en: 'Withdrawn with the same results. When a result changes, Insigne looks again.',
  },
  'student.reason.withdrawn': {
    nl: 'Deze badge is ingetrokken. Vraag je docent waarom.',
    en: 'This badge was withdrawn. Ask your teacher why.',
  },
  'cell.reason.needs-new-result': { nl: 'verlopen', en: 'expired' },
  'reason.needs-new-result': {
    nl: 'Verlopen; voor verlenging is een nieuw resultaat nodig.',
    en: 'Expired; a new result is needed to renew it.',
  },
  'student.reason.needs-new-result': {
    nl: 'Deze badge is verlopen. Met een nieuw resultaat kun je hem verlengen.',
    en: 'This badge has expired. A new result renews it.',
  },
} satisfies Record<string, LocalText>;
