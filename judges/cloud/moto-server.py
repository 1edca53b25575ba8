"""Runs moto as the AWS of the deployed tests, on any free port, which it prints as its first line.

Each change below is something that AWS does and moto does not, or the other way round; nothing else of moto is touched.
"""

import json
import sys

import moto.cloudformation.models as cloudformation
import moto.cloudformation.parsing as parsing
from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.cloudformation.parsing import ResourceMap, parse_and_update_resource
from moto.cloudwatch.models import cloudwatch_backends
from moto.cloudwatch.utils import make_arn_for_alarm
from moto.events.models import EventBus
from moto.sqs.models import Queue, sqs_backends
from moto.iam.models import Role
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

# AWS refuses a template for errors. moto asks cfn-lint and takes its warnings for errors, too.
find_problems = cloudformation.validate_template_cfn_lint
cloudformation.validate_template_cfn_lint = lambda template: [
    problem for problem in find_problems(template) if problem.rule.id.startswith("E")
]

# moto knows Retain alone, and heeds it only when a stack is deleted. With either word AWS keeps what leaves a template, too.
delete_resource = ResourceMap._delete_resource


def delete_unless_kept(self, parsed_resource, resource_json):
    if resource_json.get("DeletionPolicy") not in ("Retain", "RetainExceptOnCreate"):
        delete_resource(self, parsed_resource, resource_json)


ResourceMap._delete_resource = delete_unless_kept


# `!Ref` of a bus is its name; in moto it is the bus itself, which no resource understands.
EventBus.physical_resource_id = property(lambda bus: bus.name)


# The API of SQS takes a queue that is there already for made; CloudFormation refuses it, as any resource that is not its own.
create_queue = Queue.create_from_cloudformation_json.__func__


def create_queue_unless_there(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    if resource_name in sqs_backends[account_id][region_name].queues:
        raise Exception(f"Resource of type 'AWS::SQS::Queue' with identifier '{resource_name}' already exists.")
    return create_queue(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)


Queue.create_from_cloudformation_json = classmethod(create_queue_unless_there)


class AddedResource:
    """A kind of resource that moto's CloudFormation passes over, and something of the template needs."""

    def __init__(self, physical_id):
        self.physical_resource_id = physical_id

    def is_created(self):
        return True

    @classmethod
    def has_cfn_attr(cls, attribute):
        return False

    @staticmethod
    def cloudformation_name_type():
        return ""

    @classmethod
    def update_from_cloudformation_json(cls, old, resource_name, cloudformation_json, account_id, region_name):
        return cls.create_from_cloudformation_json(resource_name, cloudformation_json, account_id, region_name)

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        """There is nothing to delete, or it goes with something else."""


class QueuePolicy(AddedResource):
    """It says who may send, which the front asks for where EventBridge sends."""

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        document = json.dumps(properties["PolicyDocument"])
        for url in properties["Queues"]:
            sqs_backends[account_id][region_name].get_queue(url.rsplit("/", 1)[1])._set_attributes({"Policy": document})
        return cls(",".join(properties["Queues"]))


class Alarm(AddedResource):
    """The dashboard names it by its ARN; whoever looks for alarms finds it, with its state, and not what it watches."""

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        alarm = cls(properties["AlarmName"])
        alarm.arn = make_arn_for_alarm(region_name, account_id, alarm.physical_resource_id)
        cloudwatch_backends[account_id][region_name].put_metric_alarm(
            name=alarm.physical_resource_id,
            namespace=properties.get("Namespace"),
            metric_name=properties.get("MetricName"),
            comparison_operator=properties.get("ComparisonOperator"),
            evaluation_periods=properties.get("EvaluationPeriods"),
            period=properties.get("Period"),
            threshold=properties.get("Threshold"),
            statistic=properties.get("Statistic"),
            description=properties.get("AlarmDescription"),
            dimensions=[],
            alarm_actions=properties.get("AlarmActions", []),
        )
        return alarm

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        cloudwatch_backends[account_id][region_name].delete_alarms([resource_name])

    def get_cfn_attribute(self, attribute):
        if attribute != "Arn":
            raise UnformattedGetAttTemplateException()
        return self.arn


parsing.get_model_map().update({"AWS::SQS::QueuePolicy": QueuePolicy, "AWS::CloudWatch::Alarm": Alarm})


# A policy of a role is a text; moto's CloudFormation keeps it as Python has it, which nobody else can read.
put_policy = Role.put_policy


def put_policy_text(self, name, document):
    put_policy(self, name, document if isinstance(document, str) else json.dumps(document))


Role.put_policy = put_policy_text


# Whose creation failed is told with the failure, as in the events of a stack.
create_resource = parsing.parse_and_create_resource


def create_or_tell(logical_id, *args, **kwargs):
    try:
        return create_resource(logical_id, *args, **kwargs)
    except Exception as failure:
        failure.logical_id = getattr(failure, "logical_id", logical_id)
        raise


parsing.parse_and_create_resource = create_or_tell


# moto leaves a change set half done when one of its resources fails. CloudFormation rolls back: it deletes what the change
# set made, except where the word is Retain (RetainExceptOnCreate keeps only what an earlier operation made), and changes back
# what it changed. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
execute = cloudformation.CloudFormationBackend.execute_change_set


def execute_or_roll_back(self, change_set_name, stack_name=None):
    change_set = self.describe_change_set(change_set_name)
    stack = self.stacks[change_set.stack_id]
    resources = stack.resource_map
    template, json_before = resources._template, resources._resource_json_map
    ids_before = set(resources._parsed_resources)
    try:
        execute(self, change_set_name, stack_name)
        # moto keeps the outputs that the first template of the stack had.
        stack._parse_template()
        stack.output_map = stack._create_output_map()
    except Exception as failure:
        diff = change_set.template_dict["Resources"]
        begin_independent_resources(resources, diff)
        added = [name for name in diff if name not in json_before and name in resources._parsed_resources]
        failed = getattr(failure, "logical_id", stack.name)
        tell(stack, failed, diff.get(failed, {}).get("Type", ""), "CREATE_FAILED", str(failure))
        stack._add_stack_event("UPDATE_ROLLBACK_IN_PROGRESS", resource_status_reason=str(failure))
        delete_added(resources, added, diff)
        for name in set(resources._parsed_resources) - ids_before:
            resources._parsed_resources.pop(name)
        resources._template, resources._resource_json_map = template, json_before
        for name, before in json_before.items():
            if name in diff and diff[name] != before:
                changed_back = parse_and_update_resource(
                    name, before, resources, resources._account_id, resources._region_name
                )
                resources._parsed_resources[name] = changed_back
        stack._add_stack_event("UPDATE_ROLLBACK_COMPLETE")
        stack.status = "UPDATE_ROLLBACK_COMPLETE"
        change_set.execution_status = "EXECUTE_FAILED"


def begin_independent_resources(resources, diff):
    """CloudFormation begins all that waits for nothing at once, so that the failure of one does not keep the others from being made."""
    for name in diff:
        try:
            resources[name]
        except Exception:
            continue


def delete_added(resources, names, diff):
    """What depends on something else is deleted first; moto does not say what does, so it is tried again."""
    left = [name for name in reversed(names) if diff[name].get("DeletionPolicy") != "Retain"]
    for _ in range(len(left)):
        for name in list(left):
            try:
                delete_resource(resources, resources._parsed_resources[name], diff[name])
                left.remove(name)
            except Exception:
                continue
    if left:
        print(f"not rolled back: {', '.join(left)}", file=sys.stderr, flush=True)


def tell(stack, logical_id, resource_type, status, reason):
    stack.events.append(
        cloudformation.Event(
            stack_id=stack.stack_id,
            stack_name=stack.name,
            logical_resource_id=logical_id,
            physical_resource_id=logical_id,
            resource_type=resource_type,
            resource_status=status,
            resource_status_reason=reason,
            resource_properties=None,
        )
    )


cloudformation.CloudFormationBackend.execute_change_set = execute_or_roll_back

server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
print(server.port, flush=True)
server.serve_forever()
