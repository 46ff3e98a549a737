using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Engine.Backends;
using Mnist.Engine.Data;
using Mnist.Engine.Simd;
using Mnist.Engine.Training;

namespace Mnist.PropertyTests;

/// <summary>An epoch is enough for weights that mean something; trained once for all tests.</summary>
internal static class TrainedBriefly
{
    private static readonly Lock Gate = new();
    private static (CheckedPlan Plan, Weights Weights)? trained;

    public static (CheckedPlan Plan, Weights Weights) Of(DataSet data)
    {
        lock (Gate)
            return trained ??= Train(data);
    }

    private static (CheckedPlan Plan, Weights Weights) Train(DataSet data)
    {
        var plan = Ours.Under2k with { Training = Ours.Under2k.Training with { Epochs = 1 }, Target = new() };
        var passed = PlanChecker.Check(plan, DataSpec.Mnist).OrThrow();
        return (passed, Trainer.Train(
            passed, new(data.Training, data.Test), new SimdBackend(), new(1, 2, TimeProvider.System), _ => { }, default).Weights);
    }
}
