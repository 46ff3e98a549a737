namespace Mnist.Host.Reports;

/// <summary>What was published of the plan of a sweep.</summary>
internal static class PublishedFigures
{
    /// <summary>What was published of a plan: of MNIST, so that it stands beside no figure of other data.</summary>
    public static PublishedResult? Of(PlanSweep plan) =>
        plan.Runs[0].Data.IsMnist ? PublishedResult.Of(plan.Plan.Name, plan.Parameters) : null;
}
