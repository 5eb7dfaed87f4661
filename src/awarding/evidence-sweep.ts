/**
 * The sweep of files that nobody handed in: the process died, or the browser gave up, between the file and the hand-in that
 * would name it; or the file was dropped and not removed. Each file is looked at a day after it came, when whatever was under
 * way is over, and from time to time afterwards.
 *
 * @module
 */
import type { EvidenceFileStore } from './evidence-file.js';
import type { HandInStore } from './hand-in.js';

export interface EvidenceSweepDeps {
  readonly files: Pick<EvidenceFileStore, 'listDue' | 'lookAgain' | 'remove'>;
  readonly handIns: Pick<HandInStore, 'isNamed'>;
}

const AT_ONCE = 500;
const LOOK_AGAIN_MS = 30 * 24 * 3_600_000;

/** @returns how many files were removed */
export function createEvidenceSweep({ files, handIns }: EvidenceSweepDeps) {
  return async function sweepEvidence(now: Date): Promise<number> {
    let removed = 0;
    for (const { institutionId, id } of await files.listDue(now, AT_ONCE)) {
      if (await handIns.isNamed(institutionId, id)) {
        await files.lookAgain(institutionId, id, new Date(now.getTime() + LOOK_AGAIN_MS));
      } else {
        await files.remove(institutionId, [id]);
        removed += 1;
      }
    }
    return removed;
  };
}
