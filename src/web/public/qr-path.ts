/**
 * The QR code of an address as the outline of an SVG, for what is printed.
 *
 * @module
 */
import encodeQR from 'qr';

export interface QrPath {
  /** Cells each way, with a margin of the four that readers ask for. */
  readonly size: number;
  readonly path: string;
}

const MARGIN = 4;

export function drawQrPath(address: string): QrPath {
  const cells = encodeQR(address, 'raw', { ecc: 'medium', border: MARGIN });
  const path = cells.flatMap((row, y) => listRuns(row).map(([x, length]) => drawRun(x, y, length))).join('');
  return { size: cells.length, path };
}

/** Dark cells beside each other, as one. */
function listRuns(row: readonly boolean[]): (readonly [x: number, length: number])[] {
  const runs: [number, number][] = [];
  row.forEach((isDark, x) => {
    const last = runs.at(-1);
    if (!isDark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}

function drawRun(x: number, y: number, length: number): string {
  return `M${x} ${y}h${length}v1h-${length}z`;
}
