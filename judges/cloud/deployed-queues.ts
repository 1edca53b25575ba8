// Makes the queues of the deployed template in LocalStack, too: CloudFormation made them in moto, whose FIFO queues lose their order.
import { SQSClient } from "@aws-sdk/client-sqs";
import { clientOptionsAt } from "../../local/aws/account.ts";
import { createQueues } from "../../local/aws/create-resources.ts";
import type { Template } from "../../local/template/template.ts";

export const makeDeployedQueues = async (sqsUrl: string, { queues }: Template): Promise<void> => {
  const client = new SQSClient(clientOptionsAt(sqsUrl));
  try {
    await createQueues({ client, endpoint: sqsUrl, queues: [...queues.values()] });
  } finally {
    client.destroy();
  }
};
