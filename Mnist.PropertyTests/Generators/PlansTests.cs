using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;

namespace Mnist.PropertyTests;

public sealed class PlansTests
{
    [Property(MaxTest = 200, Arbitrary = [typeof(Plans)])]
    public Property Every_plan_can_be_executed(Plan plan)
    {
        var report = PlanChecker.Examine(plan, DataSpec.Mnist);
        return (report.Errors.Count == 0).Label($"{report.Errors}")
            .Classify(plan.Architecture.Layers.Any(l => l is Layer.Residual), "residual")
            .Classify(plan.Training.Augmentations.Count > 0, "augmented")
            .Classify(plan.Training.Schedule is not LearningRateSchedule.Constant, "scheduled")
            .Classify(plan.Training.WeightAverage is not null, "averaged")
            .Classify(plan.Target.Accuracy is not null, "with a target");
    }
}
