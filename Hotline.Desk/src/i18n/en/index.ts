import antd from 'antd/es/locale/en_US';
import type { Messages } from '../messages';
import { app } from './app';
import { cases } from './cases';
import { intake } from './intake';
import { labels } from './labels';
import { oversight } from './oversight';
import { softphone } from './softphone';

export const messages: Messages = { app, intake, cases, oversight, softphone, label: labels };
export { antd };
