import {
  AuditOutlined,
  BellOutlined,
  CustomerServiceOutlined,
  FileTextOutlined,
  MessageOutlined,
  MobileOutlined,
  PhoneOutlined,
  SendOutlined,
  SoundOutlined,
  SwapOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { Place } from './navigation';

export const icons: Record<Place['label'], typeof AuditOutlined> = {
  traces: SwapOutlined,
  intake: PhoneOutlined,
  switchboard: CustomerServiceOutlined,
  dispatch: SendOutlined,
  cases: FileTextOutlined,
  tasks: BellOutlined,
  recordings: SoundOutlined,
  notices: MessageOutlined,
  phones: MobileOutlined,
  staff: TeamOutlined,
  audit: AuditOutlined,
};
