import { connect, createServer, type Server, type Socket } from 'node:net';

/** What lies between a page and the product: all that goes by TCP; the sound goes its own way. */
export class Network {
  private readonly server: Server;
  private readonly lines = new Map<Socket, { carriesSip: boolean }>();

  /** Connections for SIP that were made so far. */
  sipConnections = 0;

  private constructor(to: URL) {
    this.server = createServer((near) => {
      const far = connect(Number(to.port), to.hostname);
      const line = { carriesSip: false };
      this.lines.set(near, line);
      near.once('data', (first) => {
        line.carriesSip = first.toString('latin1').startsWith('GET /sip ');
        if (line.carriesSip) this.sipConnections++;
      });
      near.pipe(far).pipe(near);
      near.on('close', () => {
        this.lines.delete(near);
        far.destroy();
      });
      far.on('close', () => near.destroy());
      for (const end of [near, far]) end.on('error', () => end.destroy());
    });
  }

  static async to(http: string): Promise<Network> {
    const network = new Network(new URL(http));
    await new Promise<void>((done) => network.server.listen(0, '127.0.0.1', done));
    return network;
  }

  /** The product, by this network. */
  get http(): string {
    const bound = this.server.address();
    return `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
  }

  /** Resets the connections that carry SIP. */
  breakSignalling(): void {
    for (const [line, { carriesSip }] of this.lines) if (carriesSip) line.resetAndDestroy();
  }

  close(): void {
    for (const line of this.lines.keys()) line.destroy();
    this.server.close();
  }
}
