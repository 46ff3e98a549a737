using Mnist.Domain;

namespace Mnist.Host;

/// <summary>Limits given on the command line in place of the plan's own; null leaves the plan's.</summary>
internal sealed record TargetOverride(long? MaxParameters, long? MaxMacs, int? MinReceptiveField)
{
    public Plan Apply(Plan plan) => plan with
    {
        Target = plan.Target with
        {
            MaxParameters = MaxParameters ?? plan.Target.MaxParameters,
            MaxMacs = MaxMacs ?? plan.Target.MaxMacs,
            MinReceptiveField = MinReceptiveField ?? plan.Target.MinReceptiveField,
        },
    };
}

/// <summary><c>mnist check PLAN</c>: everything that can be known of a plan before any tensor exists.</summary>
internal static class CheckVerb
{
    /// <summary>The answer for a PLAN argument.</summary>
    /// <param name="plan">A name of the catalogue or a file.</param>
    /// <param name="target">Limits in place of the plan's own.</param>
    public static Reply Run(string plan, TargetOverride target) => PlanSource.Load(plan).Match(
        valid: found => Judge(target.Apply(found)),
        invalid: errors => Unread(errors.Select(Complaint.Of).ToValueList()));

    /// <summary>The answer for a plan that was read.</summary>
    /// <param name="plan">Any plan.</param>
    public static Reply Judge(Plan plan)
    {
        var report = PlanChecker.Examine(plan, DataSpec.Mnist);
        var repairs = RepairFinder.Find(report);
        return new(ExitOf(report.Errors))
        {
            Text = CheckReport.Of(report, repairs),
            Json = () => ReportText.Write(CheckDocument.Of(report, repairs), ReportJson.Default.CheckDocument),
        };
    }

    /// <summary>The exit code for what stands against a plan.</summary>
    public static ExitCode ExitOf(ValueList<PlanError> errors) =>
        errors.Count == 0 ? ExitCode.Done
        : errors.All(e => e.ConcernsTarget) ? ExitCode.OverBudget
        : ExitCode.Invalid;

    private static Reply Unread(ValueList<Complaint> complaints) => new(ExitCode.Invalid)
    {
        Complaints = complaints,
        Json = () => ReportText.Write(CheckDocument.Of(complaints), ReportJson.Default.CheckDocument),
    };
}
