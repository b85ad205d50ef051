import { existsSync } from 'node:fs';

const places = [process.env.HOTLINE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser that the tests drive; undefined where there is none. */
export const chromium = places.find((path) => path !== undefined && existsSync(path));
