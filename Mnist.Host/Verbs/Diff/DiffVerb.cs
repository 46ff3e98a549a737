using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Plans;

namespace Mnist.Host.Verbs.Diff;

/// <summary><c>mnist diff PLAN PLAN</c>: what differs, and what it does to size, cost and field of view.</summary>
internal static class DiffVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var (before, after) = (Options.Plan(), Options.Plan("OTHER"));
        return around.Answering(
            new("diff", "What differs between two plans, layer by layer, and what it does to size and cost.") { before, after },
            parsed => Run(parsed.GetRequiredValue(before), parsed.GetRequiredValue(after)));
    }

    public static Reply Run(string before, string after) => Validation.Both(PlanSource.Load(before), PlanSource.Load(after)).Match(
        valid: plans => Compare(plans.First, plans.Second),
        invalid: errors => Reply.Refuse(ExitCode.Invalid, errors.Select(ErrorMessage.Of)));

    private static Reply Compare(Plan before, Plan after)
    {
        var difference = PlanDifference.Between(before, after);
        return new(ExitCode.Done)
        {
            Text = DiffReport.Of(difference),
            Json = () => JsonText.Write(DiffDocument.Of(difference), DiffJson.Default.DiffDocument),
        };
    }
}
