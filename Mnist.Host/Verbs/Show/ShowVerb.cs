using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Plans;

namespace Mnist.Host.Verbs.Show;

/// <summary><c>mnist show PLAN</c>: a plan as the file that states it.</summary>
internal static class ShowVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var plan = Options.Plan();
        return around.Answering(
            new("show", "Prints a plan as JSON, ready to be edited.") { plan }, parsed => Run(parsed.GetRequiredValue(plan)));
    }

    public static Reply Run(string plan) => PlanSource.Load(plan).Match(
        valid: found => Print(PlanText.Write(found)),
        invalid: errors => Reply.Refuse(ExitCode.Invalid, errors.Select(ErrorMessage.Of)));

    private static Reply Print(string text) => new(ExitCode.Done) { Text = [new Block.Verbatim(text)], Json = () => text };
}
