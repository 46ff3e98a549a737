namespace Mnist.Host.Runs;

/// <summary>What another number of epochs changed in a plan's target, in sentences.</summary>
internal static class LengthText
{
    /// <summary>Whether --epochs changed the target of a run.</summary>
    public static bool IsTargetChanged(this RunRecord record) => record.OwnLength?.TargetChanges(record.Plan).Any() == true;

    /// <summary>Every change; none where the target kept what the plan itself asks for.</summary>
    /// <param name="own">What the plan itself asks for.</param>
    /// <param name="plan">As it is executed.</param>
    public static IEnumerable<string> TargetChanges(this PlanLength own, Plan plan)
    {
        var changed = $"--epochs {plan.Training.Epochs} changed the target:";
        if (plan.Target.MaxEpochs != own.MaxEpochs)
            yield return $"{changed} its limit of {own.MaxEpochs.GetValueOrDefault().Of("epoch")} does not hold.";
        if (plan.Target.LastEpochs != own.LastEpochs && plan.Target.Accuracy is not null)
            yield return $"{changed} it looks at the last {plan.Target.LastEpochs.Of("epoch")}, not {own.LastEpochs}.";
    }
}
