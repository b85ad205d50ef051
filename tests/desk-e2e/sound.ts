import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A WAV file, 16 bit, one channel: a tone, or with pauses a tone that no noise suppression takes for noise. */
export function tone(hertz: number, seconds: number, { rate = 8000, pulsed = false } = {}): Buffer {
  const samples = rate * seconds;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at++) {
    const level = pulsed && (at / rate) % 0.5 > 0.4 ? 0 : 9000;
    wav.writeInt16LE(Math.round(level * Math.sin((2 * Math.PI * hertz * at) / rate)), 44 + at * 2);
  }
  return wav;
}

/** What a person at the browser's microphone says. */
export const voiceHertz = 660;

/** The file that Chromium takes for its microphone. */
export function voiceFile(): string {
  const folder = join(import.meta.dirname, 'node_modules', '.cache', 'hotline');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'voice.wav');
  writeFileSync(file, tone(voiceHertz, 2, { rate: 48_000, pulsed: true }));
  return file;
}

/** A channel of a 16-bit WAV file as the product and baresip write them: samples from -1 to 1, and how many there are in a second. */
export function channel(wav: Buffer, index: number): { samples: number[]; rate: number } {
  let at = 12;
  let [channels, rate] = [1, 8000];
  while (at + 8 <= wav.length) {
    const [name, length] = [wav.toString('latin1', at, at + 4), wav.readUInt32LE(at + 4)];
    if (name === 'fmt ') [channels, rate] = [wav.readUInt16LE(at + 10), wav.readUInt32LE(at + 12)];
    if (name === 'data') {
      const samples: number[] = [];
      // A file still being written does not say how long it is.
      const end = length === 0 ? wav.length : Math.min(wav.length, at + 8 + length);
      for (let s = at + 8 + index * 2; s + 2 <= end; s += channels * 2) samples.push(wav.readInt16LE(s) / 32768);
      return { samples, rate };
    }
    at += 8 + length + (length % 2);
  }
  return { samples: [], rate };
}

/** How many tenths of a second are mostly this tone (Goertzel). */
export function tenthsOf({ samples, rate }: { samples: number[]; rate: number }, hertz: number): number {
  const size = rate / 10;
  let count = 0;
  for (let from = 0; from + size <= samples.length; from += size) {
    const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate);
    let [before, last, energy] = [0, 0, 0];
    for (const sample of samples.slice(from, from + size)) {
      [before, last] = [last, sample + turn * last - before];
      energy += sample * sample;
    }
    const power = (before * before + last * last - turn * before * last) / (size / 2);
    if (energy / size > 1e-5 && power / energy > 0.5) count++;
  }
  return count;
}
