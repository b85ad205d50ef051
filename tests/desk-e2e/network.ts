import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Page } from '@playwright/test';

/** What lies between a page and the product: all that goes by TCP, and the sound of the pages it carries. */
export class Network {
  private readonly server: Server;
  private readonly lines = new Map<Socket, { carriesSip: boolean }>();
  private readonly relays: UdpSocket[] = [];
  private isUp = true;

  /** Connections for SIP that were made so far. */
  sipConnections = 0;

  private constructor(to: URL) {
    this.server = createServer((near) => {
      if (!this.isUp) {
        near.destroy();
        return;
      }
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

  /** Leads the sound of a page this way too: call it before the page is opened. */
  async carry(page: Page): Promise<void> {
    await page.exposeFunction('relayedPort', (port: number) => this.relayTo(port));
    await page.addInitScript(() => {
      const { relayedPort } = window as unknown as { relayedPort: (port: number) => Promise<number> };
      const set = RTCPeerConnection.prototype.setRemoteDescription;
      const relayed = async function (this: RTCPeerConnection, description: RTCSessionDescriptionInit) {
        let sdp = description.sdp ?? '';
        for (const [line, before, port] of sdp.matchAll(/(a=candidate:\S+ 1 udp \d+ \S+ )(\d+)/gi))
          sdp = sdp.replace(line, `${before}${await relayedPort(Number(port))}`);
        await Reflect.apply(set, this, [{ type: description.type, sdp }]);
      };
      RTCPeerConnection.prototype.setRemoteDescription = relayed as typeof set;
    });
  }

  /** Nothing comes or goes, neither signalling nor sound. */
  lose(): void {
    this.isUp = false;
    for (const line of this.lines.keys()) line.resetAndDestroy();
  }

  restore(): void {
    this.isUp = true;
  }

  close(): void {
    for (const line of this.lines.keys()) line.destroy();
    for (const relay of this.relays) relay.close();
    this.server.close();
  }
  private relayTo(port: number): Promise<number> {
    const [near, far] = [createSocket('udp4'), createSocket('udp4')];
    // A browser sends from an address of another interface, also to the loopback.
    let page: { address: string; port: number } | null = null;
    near.on('message', (datagram, from) => {
      page = from;
      if (this.isUp) far.send(datagram, port, '127.0.0.1');
    });
    far.on('message', (datagram) => {
      if (this.isUp && page !== null) near.send(datagram, page.port, page.address);
    });
    this.relays.push(near, far);
    return new Promise((done) => near.bind(0, '127.0.0.1', () => done(near.address().port)));
  }
}
