/**
 * Faults on demand: a service that fails in one of the ways services fail.
 *
 * `error`, `hang` and `rate-limit` come before the request is looked at. `cut` and `malformed` come after it was carried out: a score whose
 * answer is cut off has been recorded. `half` is a list that breaks off after its first page (see `services/paging.ts`).
 *
 * @module
 */
import type { RequestHandler, Response } from 'express';
import { AppError } from '../../errors/app-error.js';
import type { ServiceRules } from '../profiles/profile.js';
import { sendExceptionPage } from '../services/exception-page.js';
import { sendRateLimitExceeded } from '../services/rate-limit.js';
import { SERVICES, type Service } from './access-log.js';

export const FAULT_KINDS = ['error', 'hang', 'rate-limit', 'half', 'cut', 'malformed'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** How many requests are still to meet it; null: all, until it is cleared. */
  readonly requests: number | null;
  readonly status: number;
  readonly retryAfterSeconds: number;
}

export interface Faults {
  list(): Partial<Record<Service, Fault>>;
  set(service: Service, fault: Pick<Fault, 'kind'> & Partial<Fault>): Fault;
  /** Lets go of what hangs. Without a service: all of them. */
  clear(service?: Service): void;
  trouble(service: Service): RequestHandler;
}

/** @throws {AppError} `input_invalid` 400 */
export function parseService(value: string): Service {
  const service = SERVICES.find((name) => name === value);
  if (service === undefined)
    throw new AppError('input_invalid', 400, `service is one of ${SERVICES.join(', ')}`);
  return service;
}

/** How an LMS says that something broke, and that it is too much. */
export type FaultManners = Pick<ServiceRules, 'answersAsMoodle' | 'saysBusyWith403'>;

export function createFaults({ answersAsMoodle, saysBusyWith403 }: FaultManners): Faults {
  const faults = new Map<Service, Fault>();
  const hanging = new Map<Response, Service>();

  /** The fault this request meets, counted down. */
  function take(service: Service): Fault | null {
    const fault = faults.get(service);
    if (fault === undefined) return null;
    if (fault.requests !== null) {
      if (fault.requests <= 1) faults.delete(service);
      else faults.set(service, { ...fault, requests: fault.requests - 1 });
    }
    return fault;
  }

  return {
    list: () => Object.fromEntries(faults),
    set(service, { kind, requests = null, status = 500, retryAfterSeconds = 1 }) {
      const fault: Fault = { kind, requests, status, retryAfterSeconds };
      faults.set(service, fault);
      return fault;
    },
    clear(service) {
      for (const name of service === undefined ? [...faults.keys()] : [service]) faults.delete(name);
      for (const [res, name] of hanging) if (service === undefined || name === service) res.destroy();
    },
    trouble: (service) => (_req, res, next) => {
      const fault = take(service);
      switch (fault?.kind) {
        case undefined:
          return next();
        case 'error':
          if (answersAsMoodle && fault.status === 500) return void sendExceptionPage(res);
          return void res.status(fault.status).json({ error: 'fault', message: 'a fault was set' });
        case 'rate-limit':
          if (saysBusyWith403) return void sendRateLimitExceeded(res);
          res.set('Retry-After', String(fault.retryAfterSeconds));
          return void res.status(429).json({ error: 'rate_limit', message: 'too many requests' });
        case 'hang':
          hanging.set(res, service);
          return void res.once('close', () => hanging.delete(res));
        case 'half':
          (res.locals as { half?: boolean }).half = true;
          return next();
        case 'cut':
          cutOff(res);
          return next();
        case 'malformed':
          spoil(res);
          return next();
      }
    },
  };
}

/** Answers with the full length and half of the bytes. */
export function cutOff(res: Response): void {
  const end = res.end.bind(res);
  res.end = function endHalfway(chunk?: unknown): Response {
    const bytes = typeof chunk === 'string' || Buffer.isBuffer(chunk) ? Buffer.from(chunk) : Buffer.alloc(0);
    res.end = end;
    if (bytes.length === 0) return res.destroy();
    res.set('Content-Length', String(bytes.length));
    res.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => res.destroy());
    return res;
  } as typeof res.end;
}

function spoil(res: Response): void {
  res.json = () => {
    if (res.get('content-type') === undefined) res.type('json');
    return res.send('{"oops": [');
  };
}
