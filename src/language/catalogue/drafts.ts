/**
 * Badges that teachers draft in their course.
 *
 * @module
 */
export const draftTexts = {
  'drafts.title': { nl: 'Zelf een badge ontwerpen', en: 'Design a badge yourself' },
  'drafts.open': { nl: 'Ontwerp zelf een badge', en: 'Design a badge yourself' },
  'drafts.back': { nl: 'Badges in deze cursus', en: 'Badges in this course' },
  'drafts.lead': {
    nl: 'Je maakt een concept. Je instelling bekijkt en publiceert het; daarna kun je het koppelen.',
    en: 'You make a draft. Your institution looks at it and publishes it; after that you can map it.',
  },
  'drafts.not-allowed': {
    nl: 'Bij jouw instelling maken alleen badgebeheerders nieuwe badges. Vraag hun om er een te maken.',
    en: 'At your institution only badge editors make new badges. Ask them to make one.',
  },
  'drafts.edit': { nl: 'Je concept', en: 'Your draft' },
  'drafts.note': {
    nl: 'Niemand ziet dit tot je instelling het publiceert.',
    en: 'Nobody sees this until your institution publishes it.',
  },
  'drafts.submitted': {
    nl: 'Je hebt gevraagd om dit te publiceren. Tot dat gebeurt kun je het nog aanpassen.',
    en: 'You asked to publish this. Until that happens you can still change it.',
  },
  'drafts.submit': { nl: 'Vraag om te publiceren', en: 'Ask to publish' },
  'drafts.state.draft': { nl: 'concept', en: 'draft' },
  'drafts.state.submitted': { nl: 'wacht op je instelling', en: 'waits for your institution' },
  'drafts.state.published': { nl: 'gepubliceerd', en: 'published' },
  'drafts.allow': {
    nl: 'Docenten mogen in hun cursus een badge ontwerpen (geen microcredential); een badgebeheerder publiceert.',
    en: 'Teachers may design a badge in their course (no microcredential); a badge editor publishes it.',
  },
  'drafts.allow.submit': { nl: 'Bewaar', en: 'Save' },
  'error.drafts_not_allowed': {
    nl: 'Bij jouw instelling maken alleen badgebeheerders nieuwe badges. Vraag hun om er een te maken.',
    en: 'At your institution only badge editors make new badges. Ask them to make one.',
  },
  'error.draft_variant_refused': {
    nl: 'Een microcredential begint bij je instelling, niet in een cursus. Kies een andere soort of vraag een badgebeheerder.',
    en: 'A microcredential begins with your institution, not in a course. Choose another kind or ask a badge editor.',
  },
} as const;
