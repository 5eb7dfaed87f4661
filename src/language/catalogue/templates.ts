/**
 * Taking a template of the institution into a course.
 *
 * @module
 */

export const templatesTexts = {
  'templates.title': { nl: 'Sjablonen van je instelling', en: 'Templates of your institution' },
  'templates.body': {
    nl: 'Hierin staat al wanneer de badge behaald is. Je hoeft alleen te zeggen of je het sjabloon volgt.',
    en: 'These say already when the badge is earned. You only say whether you follow the template.',
  },
  'templates.place': { nl: 'Kolom voor “{place}”', en: 'Column for “{place}”' },
  'templates.policies': { nl: 'Hoe deze badge wordt toegekend', en: 'How this badge is awarded' },
  'templates.follow': { nl: 'Volgen of kopiëren', en: 'Follow or copy' },
  'templates.follow.link': { nl: 'Volg het sjabloon', en: 'Follow the template' },
  'templates.follow.link.hint': {
    nl: 'Wijzigt je instelling het, dan wijzigt deze cursus mee.',
    en: 'When your institution changes it, this course changes with it.',
  },
  'templates.follow.copy': { nl: 'Maak een kopie', en: 'Make a copy' },
  'templates.follow.copy.hint': {
    nl: 'Je past hem zelf aan. Wijzigingen van het sjabloon gaan aan deze cursus voorbij.',
    en: 'You change it yourself. Changes of the template do not reach this course.',
  },
  'templates.take': { nl: 'Neem over', en: 'Take this' },
  'templates.problem.place': {
    nl: 'Kies bij elke naam een kolom.',
    en: 'Choose a column for each name.',
  },
  'templates.problem.unfit': {
    nl: 'Dit sjabloon past niet bij de gekozen kolommen. Kies andere, of vraag je instelling ernaar te kijken.',
    en: 'This template does not fit the chosen columns. Choose others, or ask your institution to have a look.',
  },
  'templates.follows': {
    nl: 'Volgt een sjabloon van je instelling. Wijzig je zelf iets, dan volgt deze badge het niet meer.',
    en: 'Follows a template of your institution. When you change something yourself, this badge no longer follows it.',
  },
} as const;
