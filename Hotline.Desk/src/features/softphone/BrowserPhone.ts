import type { UA } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRTCSessionEvent, RTCSessionEvent } from 'jssip/lib/UA';
import { openBrowserPhone } from '@/api/phone';

export type PhoneState = 'off' | 'elsewhere' | 'connecting' | 'ready' | 'ringing' | 'talking' | 'lost';
export type PhoneProblem = 'microphone' | 'insecure' | 'refused';

export interface PhoneView {
  state: PhoneState;
  muted: boolean;
  problem: PhoneProblem | null;
  /** What is heard. */
  sound: MediaStream | null;
}

/** One page of a browser holds the phone; the next one takes over when it closes. */
const lock = 'hotline-browser-phone';

/** Registered anew at least this often: a page that vanished without a word is not rung for longer. */
const registerSeconds = 120;

const retryAfter = 3000;

const asleep: PhoneView = { state: 'off', muted: false, problem: null, sound: null };

/**
 * A telephone in this page: SIP over WebSocket, sound by WebRTC. It answers by itself where the hotline asks it to, which it does
 * for a citizen who was talking with this agent when the page was loaded anew.
 */
export class BrowserPhone {
  private view = asleep;
  private readonly listeners = new Set<() => void>();
  private stopping: AbortController | null = null;
  private ua: UA | null = null;
  private session: RTCSession | null = null;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = () => this.view;

  start(): void {
    if (this.stopping !== null) return;
    const stopping = new AbortController();
    this.stopping = stopping;
    void this.run(stopping.signal);
  }

  stop(): void {
    this.stopping?.abort();
    this.stopping = null;
    this.session = null;
    this.ua?.stop();
    this.ua = null;
    this.view = asleep;
    this.tell();
  }

  answer(): void {
    this.session?.answer({ mediaConstraints: { audio: true, video: false }, pcConfig: { iceServers: [] } });
  }

  hangUp(): void {
    this.session?.terminate();
  }

  toggleMute(): void {
    if (this.session === null) return;
    if (this.view.muted) this.session.unmute({ audio: true });
    else this.session.mute({ audio: true });
    this.show({ muted: !this.view.muted });
  }

  private async run(signal: AbortSignal): Promise<void> {
    if (!window.isSecureContext) {
      this.show({ problem: 'insecure' });
      return;
    }
    const locks = await navigator.locks.query();
    this.show({ state: locks.held?.some((held) => held.name === lock) ? 'elsewhere' : 'connecting', problem: null });
    try {
      await navigator.locks.request(lock, { signal }, () => this.hold(signal));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Until stopped: an account, a registration, and another account where that one no longer counts. */
  private async hold(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.view.state !== 'lost') this.show({ state: 'connecting' });
      const problem = await this.serve(signal);
      if (signal.aborted) return;
      this.show({ state: 'lost', problem });
      await new Promise((done) => setTimeout(done, retryAfter));
    }
  }

  private async serve(signal: AbortSignal): Promise<PhoneProblem> {
    try {
      const probe = await navigator.mediaDevices.getUserMedia({ audio: true });
      for (const track of probe.getTracks()) track.stop();
    } catch {
      return 'microphone';
    }
    try {
      const account = await openBrowserPhone();
      const { UA, WebSocketInterface } = await import('jssip');
      if (signal.aborted) return 'refused';
      const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sip`;
      const ua = new UA({
        sockets: [new WebSocketInterface(address)],
        uri: `sip:${account.userName}@${account.realm}`,
        password: account.password,
        register_expires: registerSeconds,
        connection_recovery_min_interval: 1,
        connection_recovery_max_interval: 5,
        user_agent: 'Hotline Desk',
      });
      this.ua = ua;
      await new Promise<void>((refused) => {
        signal.addEventListener('abort', () => refused(), { once: true });
        ua.on('registered', () => this.registered());
        ua.on('disconnected', () => this.show({ state: this.session === null ? 'lost' : this.view.state }));
        ua.on('registrationFailed', ({ response }) => {
          // Without a response it was the connection, which comes back by itself.
          if (response) refused();
        });
        ua.on('newRTCSession', (event: RTCSessionEvent) => {
          if (event.originator === 'remote') this.ring(event as IncomingRTCSessionEvent);
        });
        ua.start();
      });
      ua.stop();
    } catch {
      // Not reached, or signed out: tried again.
    }
    return 'refused';
  }

  private registered(): void {
    const session = this.session;
    this.show({ state: session === null ? 'ready' : this.view.state, problem: null });

    // Another network: the talk goes on by the new one.
    if (session?.isEstablished()) session.renegotiate({ rtcOfferConstraints: { iceRestart: true } });
  }

  private ring({ session, request }: IncomingRTCSessionEvent): void {
    const answersItself = request.getHeader('Answer-Mode') === 'Auto';
    if (this.session !== null && !answersItself) {
      session.terminate({ status_code: 486 });
      return;
    }
    const before = this.session;
    this.session = session;
    before?.terminate();
    session.on('peerconnection', ({ peerconnection }) =>
      peerconnection.addEventListener('track', ({ track }) => this.show({ sound: new MediaStream([track]) })),
    );
    session.on('accepted', () => this.show({ state: 'talking', muted: false }));
    session.on('ended', () => this.over(session));
    session.on('failed', () => this.over(session));
    if (answersItself) this.answer();
    else this.show({ state: 'ringing' });
  }

  private over(session: RTCSession): void {
    if (this.session !== session) return;
    this.session = null;
    this.show({ state: this.ua?.isRegistered() ? 'ready' : 'lost', muted: false, sound: null });
  }

  private show(change: Partial<PhoneView>): void {
    this.view = { ...this.view, ...change };
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
