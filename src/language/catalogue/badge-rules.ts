/**
 * What a badge class still lacks before it may be published: one sentence a broken rule, under `rule.CODE`.
 *
 * @module
 */
export const badgeRuleTexts = {
  'rule.language.nl': { nl: 'het Nederlands', en: 'Dutch' },
  'rule.language.en': { nl: 'het Engels', en: 'English' },
  'rule.unit.ects': { nl: 'EC', en: 'EC' },
  'rule.unit.sbu': { nl: 'SBU', en: 'SBU' },
  'rule.unit.hours': { nl: 'uur', en: 'hours' },

  'rule.name-missing': {
    nl: 'Geef de badge een naam in {language}.',
    en: 'Give the badge a name in {language}.',
  },
  'rule.description-missing': {
    nl: 'Beschrijf in {language} waar de badge over gaat.',
    en: 'Describe in {language} what the badge is about.',
  },
  'rule.criteria-missing': {
    nl: 'Zeg in {language} wat iemand moet doen om de badge te krijgen.',
    en: 'Say in {language} what somebody has to do to earn the badge.',
  },
  'rule.sector-missing': {
    nl: 'Kies de sector: mbo, hbo of wo. Daarvan hangt af hoe groot de badge mag zijn.',
    en: 'Choose the sector: mbo, hbo or wo. How large the badge may be depends on it.',
  },
  'rule.programme-missing': {
    nl: 'Noem de opleiding: een reguliere badge is een onderwijseenheid van een erkende opleiding, met haar CROHO- of crebocode.',
    en: 'Name the programme: a regular badge is a unit of an accredited programme, with its CROHO or crebo code.',
  },
  'rule.level-missing': {
    nl: 'Kies het niveau: 1 tot en met 8 van EQF en NLQF.',
    en: 'Choose the level: 1 to 8 of EQF and NLQF.',
  },
  'rule.level-has-formal-value': {
    nl: 'Een extra-curriculaire badge heeft geen formele waarde: haal de inschaling in het NLQF weg.',
    en: 'An extra-curricular badge has no formal value: remove the NLQF classification.',
  },
  'rule.workload-missing': {
    nl: 'Zeg hoeveel {unit} de badge waard is.',
    en: 'Say how many {unit} the badge is worth.',
  },
  'rule.credits-refused': {
    nl: 'Aan een extra-curriculaire badge horen geen studiepunten: haal {unit} weg. Uren mogen wel.',
    en: 'An extra-curricular badge carries no study credits: remove {unit}. Hours are fine.',
  },
  'rule.unit-not-counted': {
    nl: '{unit} telt niet mee voor deze variant in deze sector: haal het weg.',
    en: '{unit} does not count for this variant in this sector: remove it.',
  },
  'rule.workload-out-of-bounds': {
    nl: 'Kies {least} tot en met {most} {unit}, in stappen van {step}.',
    en: 'Choose {least} to {most} {unit}, in steps of {step}.',
  },
  'rule.workload-above-least': {
    nl: 'Kies {least} {unit} of meer, in stappen van {step}.',
    en: 'Choose {least} {unit} or more, in steps of {step}.',
  },
  'rule.outcomes-missing': {
    nl: 'Schrijf in {language} wat iemand hierna kan: de leeruitkomsten.',
    en: 'Write in {language} what somebody can do afterwards: the learning outcomes.',
  },
  'rule.framework-missing': {
    nl: 'Noem het kwaliteitskader van de microcredential en het adres waar het te lezen is.',
    en: 'Name the quality framework of the microcredential and the address where it can be read.',
  },
  'rule.assessment-missing': {
    nl: 'Kies hoe de microcredential wordt getoetst.',
    en: 'Choose how the microcredential is assessed.',
  },
  'rule.participation-missing': {
    nl: 'Kies hoe mensen deelnemen: online, op locatie, gemengd of op het werk.',
    en: 'Choose how people take part: online, on site, blended or at work.',
  },
} as const;
