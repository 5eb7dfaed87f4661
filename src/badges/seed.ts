/**
 * One badge class of each variant, to try the tool with. Run twice, in one process or several, it makes them once.
 *
 * @module
 */
import { hasCode } from '../errors/app-error.js';
import type { Institution } from '../institutions/institution.js';
import type { BadgeClassDraft, BadgeClassService } from './badge-class-service.js';
import type { BadgeClass } from './badge-class.js';
import { QUALITY_FRAMEWORKS } from './quality-frameworks.js';
import { deriveStableId, type IssuerService } from './issuer-service.js';

export interface SeedDeps {
  readonly badgeClasses: Pick<BadgeClassService, 'create' | 'get'>;
  readonly issuers: Pick<IssuerService, 'ensureFirst'>;
}

type SeedDraft = Omit<BadgeClassDraft, 'id' | 'issuerId' | 'language'> & { readonly slug: string };

const SEED_DRAFTS: readonly SeedDraft[] = [
  {
    slug: 'research-skills-2',
    variant: 'regular',
    sector: 'hbo',
    programmeIdentifiers: ['34507'],
    eqfLevel: 6,
    isLevelVerified: true,
    workload: { ects: 5, sbu: null, hours: null },
    learningOutcomes: {
      nl: '- formuleert een onderzoeksvraag die uit de praktijk komt en te beantwoorden is\n- kiest een passende methode en verantwoordt die keuze\n- verzamelt en analyseert gegevens zorgvuldig\n- trekt conclusies die door de gegevens worden gedragen',
      en: '- formulates a research question that comes from practice and can be answered\n- chooses a fitting method and accounts for that choice\n- collects and analyses data with care\n- draws conclusions that the data support',
    },
    assessmentTypes: ['report-paper', 'oral-exam'],
    isSupervised: true,
    isIdentityChecked: true,
    participation: ['onsite'],
    isStackable: true,
    prerequisites: {
      nl: 'Onderzoeksvaardigheden 1 is behaald.',
      en: 'Research Skills 1 has been passed.',
    },
    grading: { scale: 'ten-point', passMark: '5.5' },
    tags: ['onderzoek', 'bachelor'],
    name: { nl: 'Onderzoeksvaardigheden 2', en: 'Research Skills 2' },
    description: {
      nl: 'Onderwijseenheid van 5 EC uit het tweede jaar van de bacheloropleiding. Je zet een eigen praktijkgericht onderzoek op, voert het uit en verantwoordt je keuzes.',
      en: 'A 5 EC unit from the second year of the bachelor’s programme. You design a practice-based study of your own, carry it out and account for your choices.',
    },
    criteria: {
      nl: 'De houder formuleert een onderzoeksvraag, kiest een passende methode, verzamelt en analyseert gegevens en trekt onderbouwde conclusies.\n\nGetoetst met een onderzoeksverslag en een mondelinge toelichting. De examencommissie heeft de toets vastgesteld; een voldoende is een 5,5 of hoger.',
      en: 'The holder formulates a research question, chooses a fitting method, collects and analyses data and draws well-founded conclusions.\n\nAssessed by a research report and an oral defence. The examination board approved the assessment; 5.5 out of 10 or higher is a pass.',
    },
  },
  {
    slug: 'data-analysis-for-health-professionals',
    variant: 'microcredential',
    sector: 'hbo',
    eqfLevel: 6,
    workload: { ects: 4, sbu: null, hours: 112 },
    learningOutcomes: {
      nl: '- maakt een dataset uit de eigen praktijk bruikbaar voor analyse\n- kiest en voert een analyse uit die bij de vraag past\n- weegt privacy en vertekening mee\n- vertaalt de uitkomst naar een verbetering in de zorg',
      en: '- prepares a dataset from their own practice for analysis\n- chooses and performs an analysis that fits the question\n- takes privacy and bias into account\n- turns the outcome into an improvement of care',
    },
    qualityFramework: QUALITY_FRAMEWORKS.hbo,
    assessmentTypes: ['professional-product'],
    isSupervised: true,
    isIdentityChecked: true,
    participation: ['blended'],
    isStackable: true,
    targetGroup: {
      nl: 'Verpleegkundigen, therapeuten en kwaliteitsmedewerkers in de zorg.',
      en: 'Nurses, therapists and quality officers in care.',
    },
    prerequisites: {
      nl: 'Een afgeronde hbo-bachelor of vergelijkbaar werkniveau; toegang tot gegevens van de eigen organisatie.',
      en: 'A completed bachelor’s degree or a comparable level of work; access to data of your own organisation.',
    },
    tags: ['data', 'zorg'],
    name: { nl: 'Data-analyse voor zorgprofessionals', en: 'Data Analysis for Health Professionals' },
    description: {
      nl: 'Voor verpleegkundigen, therapeuten en kwaliteitsmedewerkers die zelf met zorgdata willen werken. 4 EC, ongeveer 112 uur, NLQF-niveau 6, grotendeels online met twee bijeenkomsten.',
      en: 'For nurses, therapists and quality officers who want to work with care data themselves. 4 EC, about 112 hours, NLQF level 6, mostly online with two meetings on site.',
    },
    criteria: {
      nl: 'De houder maakt een dataset uit de eigen praktijk bruikbaar, kiest en voert een passende analyse uit, weegt privacy en vertekening mee en vertaalt de uitkomst naar een verbetering in de zorg.\n\nGetoetst met een beroepsproduct: een analyse van een vraagstuk uit de eigen organisatie, beoordeeld door twee examinatoren volgens het landelijke kwaliteitskader voor microcredentials.',
      en: 'The holder prepares a dataset from their own practice, chooses and performs a fitting analysis, takes privacy and bias into account and turns the outcome into an improvement of care.\n\nAssessed by a professional product: an analysis of a question from the holder’s own organisation, judged by two examiners under the national quality framework for microcredentials.',
    },
  },
  {
    slug: 'active-student-member',
    variant: 'extra-curricular',
    sector: 'hbo',
    workload: { ects: null, sbu: null, hours: 80 },
    participation: ['onsite'],
    tags: ['medezeggenschap'],
    name: { nl: 'Actief studentlid', en: 'Active Student Member' },
    description: {
      nl: 'Voor studenten die zich een jaar lang inzetten in een opleidingscommissie, studentenraad of studievereniging. Er horen geen studiepunten bij.',
      en: 'For students who spend a year serving on a programme committee, student council or study association. No study credits are attached.',
    },
    criteria: {
      nl: 'De houder nam een collegejaar lang deel aan de vergaderingen, droeg zichtbaar bij aan ten minste één voorstel of activiteit en keek daar met een begeleider op terug.',
      en: 'The holder took part in the meetings for one academic year, contributed visibly to at least one proposal or activity, and looked back on it with a supervisor.',
    },
  },
];

/** @returns the institution's seeded badge classes, those that stood already as they stand now */
export async function seedBadgeClasses(
  institution: Pick<Institution, 'id' | 'name' | 'language'>,
  { badgeClasses, issuers }: SeedDeps,
): Promise<BadgeClass[]> {
  const issuer = await issuers.ensureFirst(institution);
  const seeded: BadgeClass[] = [];
  for (const { slug, ...draft } of SEED_DRAFTS) {
    const id = deriveStableId('seeded badge class', institution.id, slug);
    const full = { ...draft, id, issuerId: issuer.id, language: institution.language };
    try {
      seeded.push(await badgeClasses.create(institution.id, full, { kind: 'command-line' }));
    } catch (error) {
      if (!hasCode(error, 'already_exists')) throw error;
      seeded.push(await badgeClasses.get(institution.id, id));
    }
  }
  return seeded;
}
