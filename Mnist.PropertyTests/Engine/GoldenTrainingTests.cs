using Mnist.Domain.Checking;
using Mnist.Domain.Training;
using Mnist.Engine.Backends;
using Mnist.Engine.Selection;
using Xunit;

namespace Mnist.PropertyTests.Engine;

/// <summary>
/// The runs of Golden/training.txt on our backends. A spread is what rounding of each value in a sum of some hundred terms does to the
/// same number; a backend rounds in several places. Torch itself is four spreads away in single precision, so eight are allowed.
/// </summary>
public sealed class GoldenTrainingTests
{
    private const double Spreads = 8;

    /// <summary>
    /// Every backend of this build that computes on the processor; a graphics device may take less than float32 for a product.
    /// </summary>
    private static readonly Dictionary<string, IBackend> Backends = BackendCatalog.All
        .Select(entry => entry.State)
        .OfType<BackendState.Ready>()
        .Where(ready => ready.Device == ComputeDevice.Processor)
        .ToDictionary(ready => ready.Backend.Name, ready => ready.Backend, StringComparer.Ordinal);

    public static TheoryData<string, string> Runs
    {
        get
        {
            var runs = new TheoryData<string, string>();
            foreach (var backend in Backends.Keys)
                foreach (var run in Golden.Names("training.txt"))
                    runs.Add(backend, run);
            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Ten_steps_lose_what_torch_loses_but_for_rounding(string backend, string run)
    {
        var (plan, golden) = (GoldenNetworks.Plan(run), new GoldenRun(run));
        using var network = Create(backend, plan);
        var losses = Enumerable.Range(0, GoldenNetworks.Steps).Select(step => Train(network, plan, step)).ToArray();
        Near("loss", golden.Losses, losses);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Weights_after_ten_steps_are_those_of_torch_but_for_rounding(string backend, string run)
    {
        var (plan, golden) = (GoldenNetworks.Plan(run), new GoldenRun(run));
        using var network = Create(backend, plan);
        for (var step = 0; step < GoldenNetworks.Steps; step++)
            Train(network, plan, step);
        var weights = network.Read();
        Assert.Equal(golden.Finals.Select(f => f.Tensor), weights.Tensors.Select(t => t.Name), StringComparer.Ordinal);
        Near(
            "final",
            golden.Finals.Select(f => f.Norm),
            Enumerable.Range(0, weights.Tensors.Count).Select(t => Norm(weights[t].ToArray())));
    }

    /// <summary>One plain step at the rate 2^10, so that the weights move by far more than they are rounded by.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void First_gradients_are_those_of_torch_but_for_rounding(string backend, string run)
    {
        const double Rate = 1 << 10;
        var (plan, golden) = (GoldenNetworks.Plan(run, new Optimizer.Sgd { LearningRate = Rate }), new GoldenRun(run));
        using var network = Create(backend, plan);
        var before = network.Read();
        network.Train(Batch(plan, 0), new(Rate, 0), 0);
        var after = network.Read();
        foreach (var (tensor, norm, values) in golden.Gradients)
        {
            var t = Enumerable.Range(0, before.Tensors.Count).Single(i => before.Tensors[i].Name == tensor);
            var gradient = before[t].ToArray().Zip(after[t].ToArray(), (b, a) => ((double)b - a) / Rate).ToArray();
            Near(tensor, [norm], [Norm(gradient)]);
            Near(tensor, values, [gradient[0], gradient[gradient.Length / 2], gradient[^1]]);
        }
    }

    private static double Norm<T>(T[] values)
        where T : System.Numerics.INumber<T> => Math.Sqrt(values.Sum(v => Math.Pow(double.CreateChecked(v), 2)));

    private static void Near(string what, IEnumerable<Measured> expected, IEnumerable<double> actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.True(
            Math.Abs(pair.First.Value - pair.Second) <= Spreads * pair.First.Spread,
            $"{what}: {pair.Second:G9} is {Math.Abs(pair.First.Value - pair.Second) / pair.First.Spread:G3} spreads from "
                + $"{pair.First.Value:G9}"));

    private static double Train(INetwork network, CheckedPlan plan, int step)
    {
        var batch = Batch(plan, step);
        return network.Train(batch, ScheduleCalculator.At(plan.Plan.Training, step, plan.StepsPerEpoch), step).LossSum / batch.Count;
    }

    private static IBatch Batch(CheckedPlan plan, int step) => FormulaTraining.Batch(plan.Data.Image, step, plan.Plan.Training.BatchSize);

    private static INetwork Create(string backend, CheckedPlan plan) =>
        Backends[backend].Create(plan, FormulaTraining.Weights(plan.Summary.Tensors), seed: 1, threads: 2);

}
