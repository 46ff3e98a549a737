using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Presentation;

namespace Mnist.Host.Verbs.Show;

/// <summary><c>mnist show PLAN</c>: a plan as the file that states it.</summary>
internal static class ShowVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var (plan, json) = (Options.Plan(), Options.Json());
        var command = new Command("show", "Prints a plan as JSON, ready to be edited.") { plan, json };
        command.SetAction(parsed => (int)around.Give(Run(parsed.GetRequiredValue(plan)), parsed.GetValue(json)));
        return command;
    }

    public static Reply Run(string plan) => PlanSource.Load(plan).Match(
        valid: found => Print(PlanText.Write(found)),
        invalid: errors => Reply.Refuse(ExitCode.Invalid, errors.Select(ErrorMessage.Of)));

    private static Reply Print(string text) => new(ExitCode.Done) { Text = [new Block.Verbatim(text)], Json = () => text };
}
