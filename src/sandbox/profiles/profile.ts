/**
 * What an LMS does differently: one value for each LMS, chosen when the sandbox starts. The rest of the sandbox reads it and never asks which
 * LMS it is playing.
 *
 * The issuer stays the sandbox's own address whatever it plays, and a tool is not told what to expect: it reads `product_family_code`.
 *
 * Not here: what can be changed while it runs (`Settings` in platform.ts); a profile gives the values it starts with.
 *
 * @module
 */
import type { JWTPayload } from 'jose';
import type { VariableSources } from '../lti/custom-variables.js';
import type { ScoreRules } from '../school/gradebook.js';
import type { IdMaker, MemberRole, Tool, User } from '../school/state.js';

export type ProfileName = 'plain' | 'canvas' | 'brightspace' | 'moodle';

export interface LmsProfile {
  readonly name: ProfileName;
  readonly product: { readonly family: string; readonly version: string };
  readonly paths: LmsPaths;
  readonly ids: LmsIds;
  readonly start: StartSettings;
  readonly registration: RegistrationRules;
  readonly token: TokenRules;
  readonly launch: LaunchRules;
  readonly members: MemberRules;
  readonly services: ServiceRules;
  readonly scores: ScoreRules;
  /** Null: this LMS tells tools nothing between launches. */
  readonly notices: NoticeRules | null;
}

/** Patterns of Express; `:course`, `:column` and `:deployment` are filled in. */
export interface LmsPaths {
  readonly authorize: string;
  readonly token: string;
  readonly jwks: string;
  readonly openidConfiguration: string;
  readonly registration: string;
  readonly lineItems: string;
  /** `/results` and `/scores` follow it. */
  readonly lineItem: string;
  readonly memberships: string;
  /** The query parameter of line item addresses that names the deployment; null: none does. */
  readonly deploymentQuery: string | null;
  /** What begins so and is nothing is answered as a service would. */
  readonly services: readonly string[];
}

/** The platform notification service. */
export interface NoticeRules {
  /** A pattern as in `LmsPaths`, with `:deployment`. */
  readonly path: string;
  readonly types: readonly string[];
}

export interface LmsIds extends IdMaker {
  readonly deployment: (number: string) => string;
  /** What tools are told instead of the id in the course's address. */
  readonly context: (courseId: string) => string;
}

/** Values that the settings start with. */
export interface StartSettings {
  readonly pageSizes: { members: number; lineitems: number; results: number };
  readonly configurationNeedsToken: boolean;
  readonly registrationNamesDeployment: boolean;
  readonly sendsDeepLinkingData: boolean;
  readonly announcesLineItems: boolean;
  readonly rateBucket: RateBucket | null;
}

/** A leaky bucket: a request costs `upFront` until it is answered, then one; what does not fit is refused. */
export interface RateBucket {
  readonly size: number;
  readonly upFront: number;
  readonly leakPerSecond: number;
}

export interface RegistrationRules {
  readonly status: 200 | 201;
  /** Whether a tool works at once. False: an administrator has to say yes, whatever was chosen when it was opened. */
  readonly mayStartActive: boolean;
  /** Whether one of two tools of the same host can be active at a time. */
  readonly oneActivePerDomain: boolean;
  /** Whether launches tell roles before an administrator lets them. */
  readonly sharesRoles: boolean;
  /** How custom parameters come back; what is kept is whole. */
  readonly echoCustomValue: (value: string) => string;
  readonly listScopes: (granted: readonly string[]) => readonly string[];
  /** Refusals as plain text, and an unknown token as an HTML page with status 404. */
  readonly answersInText: boolean;
  /** Besides what every platform says, in its OpenID configuration. */
  readonly configuration: (baseUrl: string) => Readonly<Record<string, unknown>>;
  /** Besides what every platform says, in `lti-platform-configuration`. */
  readonly platform: (baseUrl: string) => Readonly<Record<string, unknown>>;
  readonly placements: readonly string[];
  /** Whether a deployment is named beside the client id, and not with the tool's configuration. */
  readonly namesDeploymentBesideClient: boolean;
  /** Besides what the tool sent, in its configuration in the answer. */
  readonly answer: (baseUrl: string, tool: Tool) => Readonly<Record<string, unknown>>;
}

export interface TokenRules {
  /** One of them must be in `aud`; null: it is not looked at. */
  readonly audiences: ((baseUrl: string) => readonly string[]) | null;
  /** Whether `iss` and `jti` are looked at. */
  readonly checksIssuerAndId: boolean;
  /** 400 with an `error` in free words, as `text/html`. */
  readonly answersInText: boolean;
}

export interface LaunchRules {
  readonly courseType: string;
  readonly roles: (role: MemberRole | undefined, user: User) => readonly string[];
  /** Besides those of the Security Framework. */
  readonly loginParameters: (deploymentId: string) => Readonly<Record<string, string>>;
  readonly claims: (sources: VariableSources) => JWTPayload;
  /** Beside those that every LMS here knows, without `$`. */
  readonly variables: (sources: VariableSources) => Readonly<Record<string, string | undefined>>;
  /** Whether the tool's own value beats the link's, and names arrive a second time in lower case. */
  readonly customIsMoodles: boolean;
  /** Whether the memberships address comes only once the tool has a link in the course. */
  readonly membershipsNeedLink: boolean;
  /** Largest maximum of a column that comes with a link, a whole number from 1; null: anything above 0. */
  readonly wholeMaximumUpTo: number | null;
  /** Which links keep the dates that a tool sent with them. */
  readonly keepsLinkDates: 'every-link' | 'with-column' | 'none';
}

export interface MemberRules {
  readonly roles: (role: MemberRole) => readonly string[];
  readonly listsInactive: boolean;
  readonly members: (user: User) => Readonly<Record<string, string>>;
}

export interface ServiceRules {
  /** One media type and nothing else in `Accept`; else 400. */
  readonly needsExactAccept: boolean;
  /** `Link` of line items and results with typographic quotes and `&amp;`; asking results for pages breaks. */
  readonly breaksPaging: boolean;
  /** Exceptions are HTML pages with status 404, other refusals `{ status, reason, request }`. */
  readonly answersAsMoodle: boolean;
  readonly needsUserAgent: boolean;
  /** 403 "Rate Limit Exceeded" in place of 429. */
  readonly saysBusyWith403: boolean;
  /** A column that came with a link cannot be deleted (401). */
  readonly keepsLinkColumns: boolean;
  /** Whether somebody whose grade was cleared is among the results. */
  readonly listsClearedResults: boolean;
  readonly answersScores: 'result-url' | 'nothing';
  /** A score is refused until the link of its column is published. */
  readonly needsPublished: boolean;
}
