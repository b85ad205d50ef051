import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '..', '..');
const patience = 60_000;

function program(): string {
  if (process.env.HOTLINE_HOST_DLL !== undefined) return process.env.HOTLINE_HOST_DLL;
  const wanted = process.env.HOTLINE_CONFIGURATION;
  const found = (wanted === undefined ? ['Release', 'Debug'] : [wanted])
    .map((configuration) => join(root, 'Hotline.Host', 'bin', configuration, 'net10.0', 'Hotline.Host.dll'))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error('The product is not built: ./hotline build');
  return found;
}

export interface Product {
  /** The address of the desk. */
  http: string;
  /** host:port of the telephone side. */
  sip: string;
  stop(): Promise<void>;
}

/** Starts the real product on free loopback ports with a database of its own, and waits until it listens. */
export async function startProduct(settings: readonly string[] = []): Promise<Product> {
  const data = mkdtempSync(join(tmpdir(), 'hotline-e2e-'));
  const args = ['run', '--http', '127.0.0.1:0', '--sip', '127.0.0.1:0', '--data', data, '--WebCalls:Open=yes', '--WebCalls:PerAddress=100', ...settings];
  const desk = join(root, 'Hotline.Desk', 'dist');
  if (!existsSync(join(desk, 'index.html'))) throw new Error('The desk is not built: npm run --prefix Hotline.Desk build');
  const child = spawn('dotnet', [program(), ...args, '--desk', desk], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const log: string[] = [];
  const ready = await new Promise<{ http: string; sip: string }>((done, fail) => {
    const giveUp = (why: string) => fail(new Error(`${why}\n${log.join('\n')}`));
    const timer = setTimeout(() => giveUp('The product did not get ready in time.'), patience);
    child.once('exit', (code) => giveUp(`The product ended with ${code} before it was ready.`));
    createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.push(line);
      if (!line.startsWith('ready ')) return;
      clearTimeout(timer);
      done(JSON.parse(line.slice('ready '.length)));
    });
  });
  return {
    ...ready,
    async stop() {
      await ended(child);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Asks a process of ours to end, and makes it end where it does not. */
export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.removeAllListeners('exit');
    child.once('exit', () => {
      clearTimeout(timer);
      done();
    });
    child.kill('SIGTERM');
  });
}
