/**
 * The frameworks that secure the quality of Dutch microcredentials, per sector: what an editor starts from.
 *
 * Source: the names and addresses that SURF edubadges fills in (edubadges-server issuer/micro_credentials_constants.py).
 *
 * @module
 */
import type { QualityFramework, Sector } from './badge-content.js';

const HBO_WO: QualityFramework = {
  name: 'Kwaliteitskader Microcredentials voor Professionals HBO en WO',
  url: 'https://npuls.nl/doorbouwen-aan-microcredentials',
  description: {
    nl: 'Landelijk kader van de Vereniging Hogescholen en Universiteiten van Nederland: kwaliteitszorg volgens de ESG, leeruitkomsten en niveau (EQF/NLQF) zijn duidelijk, en de toetsing is valide en betrouwbaar.',
    en: 'National framework of the Dutch associations of universities (VH and UNL): quality assurance follows the ESG, learning outcomes and level (EQF/NLQF) are clear, and the assessment is valid and reliable.',
  },
};

export const QUALITY_FRAMEWORKS: Readonly<Record<Sector, QualityFramework>> = {
  mbo: {
    name: 'Kwaliteitskader voor pilot microcredentials mbo 2024 - 2025',
    url: 'https://npuls.nl/microcredentials-mbo/',
    description: {
      nl: 'Landelijk kader voor de pilot in het mbo: binnen het onderzoekskader van de inspectie, met een examencommissie, en een omvang van 240 SBU of meer als richtlijn.',
      en: 'National framework of the pilot in vocational education: within the inspectorate’s framework, with an examination board, and a size of 240 SBU or more as a guideline.',
    },
  },
  hbo: HBO_WO,
  wo: HBO_WO,
};
