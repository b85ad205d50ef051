import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { password } from './desk.ts';
import { ended } from './product.ts';
import { tone } from './sound.ts';

const modules = [
  '/usr/lib/baresip/modules',
  '/usr/lib/x86_64-linux-gnu/baresip/modules',
  '/usr/lib/aarch64-linux-gnu/baresip/modules',
  '/usr/local/lib/baresip/modules',
].find((path) => existsSync(path));

export const hasPhones = modules !== undefined && spawnSync('baresip', ['-h']).error === undefined;

const patience = 20_000;

// baresip hangs up where its file ends.
const toneSeconds = 180;

/** A real SIP phone (baresip) that speaks a tone: an agent's, which registers and answers by itself, or a citizen's. */
export class Phone {
  private readonly folder: string;
  private readonly child: ChildProcess;
  private readonly lines: string[] = [];
  private readonly waiting = new Set<() => void>();

  private constructor(folder: string, extra: string[]) {
    this.folder = folder;
    this.child = spawn('baresip', ['-f', folder, ...extra], { stdio: ['pipe', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr])
      if (stream !== null)
        createInterface({ input: stream }).on('line', (line) => {
          this.lines.push(line);
          for (const look of this.waiting) look();
        });
  }

  /** The phone of a sample agent, registered. */
  static async ofAgent(sip: string, agentId: string): Promise<Phone> {
    const account = `<sip:${agentId}@${sip};transport=udp>;auth_user=${agentId};auth_pass=${password};answermode=auto;regint=300;audio_codecs=PCMA/8000/1`;
    const phone = new Phone(await furnish(account, 440), []);
    await phone.says(/200 OK|registered successfully/);
    return phone;
  }

  /** A citizen who rings the hotline. */
  static async calling(sip: string, number: string): Promise<Phone> {
    const account = `<sip:${number}@${sip};transport=udp>;regint=0;audio_codecs=PCMA/8000/1`;
    return new Phone(await furnish(account, 880), ['-e', `/dial sip:12345@${sip}`]);
  }

  async hangUp(): Promise<void> {
    await ended(this.child);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What was heard so far, as a WAV file; empty before the first sound. */
  heard(): Buffer {
    const file = readdirSync(this.folder).find((name) => name.endsWith('-dec.wav'));
    return file === undefined ? Buffer.alloc(0) : readFileSync(join(this.folder, file));
  }

  private says(pattern: RegExp): Promise<void> {
    return new Promise((done, fail) => {
      const look = () => {
        if (!this.lines.some((line) => pattern.test(line))) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        done();
      };
      const timer = setTimeout(() => fail(new Error(`The phone did not say ${pattern}:\n${this.lines.join('\n')}`)), patience);
      this.waiting.add(look);
      look();
    });
  }
}

async function furnish(account: string, hertz: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-phone-'));
  writeFileSync(join(folder, 'tone.wav'), tone(hertz, toneSeconds));
  writeFileSync(join(folder, 'contacts'), '');
  writeFileSync(join(folder, 'accounts'), `${account}\n`);
  writeFileSync(
    join(folder, 'config'),
    [
      `sip_listen 127.0.0.1:${await freePort()}`,
      'net_interface 127.0.0.1',
      `module_path ${modules}`,
      `audio_source aufile,${join(folder, 'tone.wav')}`,
      'audio_player aubridge,ear',
      'audio_alert aubridge,alert',
      'module g711.so',
      'module aufile.so',
      'module aubridge.so',
      `snd_path ${folder}`,
      'module sndfile.so',
      'module_tmp account.so',
      'module_app menu.so',
      '',
    ].join('\n'),
  );
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      server.close(() => done(typeof bound === 'object' && bound !== null ? bound.port : 0));
    });
  });
}
