/**
 * A course: an LTI context, keyed by registration + deployment + context id, with the service addresses that its
 * launches told.
 *
 * @module
 */

export interface Course {
  readonly id: string;
  readonly institutionId: string;
  readonly registrationId: string;
  /** Our record id of the deployment. */
  readonly deploymentRecordId: string;
  readonly contextId: string;
  readonly title: string | null;
  readonly label: string | null;
  /** NRPS `context_memberships_url`; null until a launch named it. */
  readonly membershipsUrl: string | null;
  /** AGS `lineitems`: the container, its query kept. */
  readonly lineItemsUrl: string | null;
  /** Scopes the AGS claim offered. */
  readonly agsScopes: readonly string[];
  /** The LMS's own ids of the course (custom variables of launches), kept for connections made later. */
  readonly bridges: Readonly<Record<string, string>>;
  readonly firstSeenAt: Date;
  readonly lastLaunchAt: Date;
  /** Of a link in the course, whoever opened it; null until somebody did. */
  readonly linkOpenedAt: Date | null;
}

/** What one launch tells about its course; null leaves what is known. */
export interface CourseSighting {
  readonly registrationId: string;
  readonly deploymentRecordId: string;
  readonly contextId: string;
  readonly title: string | null;
  readonly label: string | null;
  readonly membershipsUrl: string | null;
  readonly lineItemsUrl: string | null;
  readonly agsScopes: readonly string[];
  readonly bridges?: Readonly<Record<string, string>>;
  readonly linkOpenedAt?: Date | null;
}

export interface CourseStore {
  /** One record per (registration, deployment, context id), however many launches arrive at once. */
  remember(institutionId: string, sighting: CourseSighting, now: Date): Promise<Course>;
  find(institutionId: string, courseId: string): Promise<Course | null>;
  list(institutionId: string): Promise<Course[]>;
  listByRegistration(institutionId: string, registrationId: string): Promise<Course[]>;
  /** Puts a course under another registration of its platform. False when it is not there, or another is in the way. */
  move(
    institutionId: string,
    courseId: string,
    to: Pick<Course, 'registrationId' | 'deploymentRecordId'>,
  ): Promise<boolean>;
  /** The course of a deployment that was opened last; null when none was. */
  findLatest(institutionId: string, deploymentRecordId: string): Promise<Course | null>;
  /** By the platform's own id of the context. */
  findByContext(
    institutionId: string,
    registrationId: string,
    deploymentRecordId: string,
    contextId: string,
  ): Promise<Course | null>;
}

/** A link in a course that somebody opened. */
export interface ResourceLink {
  readonly id: string;
  readonly institutionId: string;
  readonly courseId: string;
  /** LTI `resource_link.id`. */
  readonly resourceLinkId: string;
  readonly title: string | null;
  /** The key of ours that the link carries in its custom parameters: a claim, looked up in this course only. */
  readonly mappingKey: string | null;
  /** The one line item that a launch named for this link. */
  readonly lineItemUrl: string | null;
  readonly lastLaunchAt: Date;
}

export interface ResourceLinkStore {
  /** One record per (course, resource link id). */
  remember(
    institutionId: string,
    sighting: Pick<ResourceLink, 'courseId' | 'resourceLinkId' | 'title' | 'mappingKey' | 'lineItemUrl'>,
    now: Date,
  ): Promise<ResourceLink>;
  list(institutionId: string, courseId: string): Promise<ResourceLink[]>;
}
