/** How far an arrow key seeks, in seconds; null for other keys. */
export function keyStep(key: string, far: boolean): number | null {
  const size = far ? 15 : 5;
  if (key === 'ArrowLeft') return -size;
  return key === 'ArrowRight' ? size : null;
}

/** One bar of the waveform takes three pixels; the product makes at most as many buckets as anybody can see. */
export const bucketsFor = (width: number) => Math.min(1200, Math.max(200, Math.floor(width / 3)));

function withQuery(url: string, query: Record<string, string>): string {
  const [path = '', search = ''] = url.split('?');
  const params = new URLSearchParams(search);
  for (const [key, value] of Object.entries(query)) params.set(key, value);
  return `${path}?${params}`;
}

export const waveformAddress = (url: string, buckets: number) => withQuery(url, { buckets: String(buckets) });

/** Browsers play PCM everywhere but A-law WAV hardly anywhere. A growing recording is asked for anew to hear what was added. */
export const soundAddress = (url: string, loads: number) =>
  withQuery(url, loads === 0 ? { format: 'wav' } : { format: 'wav', load: String(loads) });
