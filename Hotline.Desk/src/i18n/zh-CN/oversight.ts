export const oversight = {
  board: { waiting: '排队', talking: '通话', ready: '示闲', late: '超时', tasks: '待办' },
};
