/**
 * What tools asked for: a counter for each service and the last requests. Never a token, a query value or a body.
 *
 * @module
 */
import type { RequestHandler } from 'express';

/** `lineitems` is the container, `lineitem` one of them or a new one, `notices` where a tool says that it wants some. */
export const SERVICES = [
  'token',
  'members',
  'lineitems',
  'lineitem',
  'results',
  'scores',
  'notices',
  'authorize',
  'jwks',
  'openid',
  'registration',
] as const;
export type Service = (typeof SERVICES)[number];

export interface LogEntry {
  readonly at: string;
  readonly service: Service;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** 0 when the connection ended before an answer. */
  readonly status: number;
  readonly clientId: string | null;
  readonly ms: number;
}

const KEPT = 2_000;

export interface AccessLog {
  counters(): Record<Service, number>;
  resetCounters(): void;
  entries(service?: string): LogEntry[];
  clear(): void;
  /** Counts a request when it comes, refused ones too, and writes it down once it is over. */
  watch(service: Service): RequestHandler;
}

export function createAccessLog(now: () => Date): AccessLog {
  let counts = noCounts();
  let entries: LogEntry[] = [];
  return {
    counters: () => ({ ...counts }),
    resetCounters: () => void (counts = noCounts()),
    entries: (service) => entries.filter((entry) => service === undefined || entry.service === service),
    clear: () => void (entries = []),
    watch: (service) => (req, res, next) => {
      counts[service] += 1;
      const began = performance.now();
      const at = now().toISOString();
      const path = req.originalUrl.split('?')[0] ?? '';
      res.once('close', () => {
        const { clientId } = res.locals as { clientId?: string };
        entries.push({
          at,
          service,
          method: req.method,
          path,
          status: res.headersSent ? res.statusCode : 0,
          clientId: clientId ?? null,
          ms: Math.round(performance.now() - began),
        });
        if (entries.length > KEPT) entries = entries.slice(-KEPT);
      });
      next();
    },
  };
}

function noCounts(): Record<Service, number> {
  return Object.fromEntries(SERVICES.map((service) => [service, 0])) as Record<Service, number>;
}
