export const cases = {
  late: '超时',
  act: {
    changed: '您填写期间，工单有了变化：',
    goOn: '已了解，继续',
  },
  dispatch: {
    title: '派单',
    unit: '派往单位',
    note: '派单说明',
    send: '派单',
    suggested: '建议派往',
    suggestedMark: '建议',
    noUnit: '派单目录中没有该事项的责任单位，请选择单位。',
    chooseCategory: '选定分类后，显示建议的承办单位及依据。',
  },
};
