using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mnist.Engine.Torch;

/// <summary>A network in torch's memory, with its optimiser and its average.</summary>
internal sealed class TorchNetwork : INetwork
{
    // Large enough to keep the threads busy, small enough for the activations of a wide network.
    private const int EvaluationBatch = 1_000;

    private readonly Device device;
    private readonly TrainingPlan training;
    private readonly ValueList<ParameterTensor> tensors;
    private readonly int outputs;
    private readonly DropoutMasks masks;
    private readonly Sequential module;
    private readonly NetworkState state;
    private readonly OptimizerStep optimizer;
    private readonly WeightAverager? average;
    private readonly BatchReader trainingReader;
    private readonly BatchReader evaluationReader;

    /// <summary>Builds and fills a network.</summary>
    /// <param name="plan">What to execute.</param>
    /// <param name="weights">What to start from; copied.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="threads">Threads to compute with; torch has one number for the whole process.</param>
    /// <param name="device">Where to compute.</param>
    public TorchNetwork(CheckedPlan plan, Weights weights, long seed, int threads, Device device)
    {
        set_num_threads(threads);
        this.device = device;
        training = plan.Plan.Training;
        tensors = plan.Summary.Tensors;
        outputs = plan.Summary.Output.Channels;
        masks = new(seed, training.BatchSize, threads);
        module = Build(plan);
        state = new(module, weights.Tensors);
        state.Write(weights);
        optimizer = new(training.Optimizer, [.. module.named_parameters()]);
        average = training.WeightAverage is { } a ? new(a, Build(plan), state, weights) : null;
        trainingReader = new(plan.Summary.Input, training.BatchSize, threads, device);
        evaluationReader = new(plan.Summary.Input, EvaluationBatch, threads, device);
    }

    private Sequential Evaluated => average?.Module ?? module;

    /// <inheritdoc/>
    public StepResult Train(IBatch batch, StepSettings settings, long step)
    {
        if (batch.Count > training.BatchSize)
            throw new ArgumentException($"{batch.Count} images for a batch of at most {training.BatchSize}.", nameof(batch));

        using var scope = NewDisposeScope();
        masks.Step = step;
        module.train();
        var labels = trainingReader.Labels(batch);
        var logits = module.call(trainingReader.Images(batch, 0, batch.Count)).flatten(1);
        var loss = functional.cross_entropy(logits, labels, label_smoothing: training.LabelSmoothing);
        optimizer.Step(loss, settings);
        average?.Follow(step);
        var correct = logits.argmax(1).eq(labels).sum().item<long>();
        return new((double)loss.item<float>() * batch.Count, (int)correct);
    }

    /// <inheritdoc/>
    public void Evaluate(IBatch batch, Span<float> logits)
    {
        if (logits.Length != batch.Count * outputs)
            throw new ArgumentException($"Room for {logits.Length} logits of {batch.Count} images.", nameof(logits));

        using var mode = inference_mode();
        Evaluated.eval();
        for (var first = 0; first < batch.Count; first += evaluationReader.Capacity)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(evaluationReader.Capacity, batch.Count - first);
            var images = evaluationReader.Images(batch, first, count);
            var result = Evaluated.call(images).flatten(1).cpu().contiguous();
            result.data<float>().CopyTo(logits.Slice(first * outputs, count * outputs));
        }
    }

    /// <inheritdoc/>
    public Weights Read() => (average?.State ?? state).Read();

    /// <inheritdoc/>
    public ValueList<StateVector> Save() => StateVector.NamesOf(training).Select(Save).ToValueList();

    /// <inheritdoc/>
    public void Restore(ValueList<StateVector> state, long steps)
    {
        foreach (var part in state)
        {
            if (Held(part.Name) is { } held)
                held.Write(new(tensors, part.Values));
            else
                optimizer.Restore(part, tensors, steps);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer.Dispose();
        average?.Dispose();
        module.Dispose();
        trainingReader.Dispose();
        evaluationReader.Dispose();
    }

    private StateVector Save(string part) => Held(part) is { } held ? new(part, held.Read().Values) : optimizer.Save(part, tensors);

    /// <summary>The module that holds a part; null for the parts that the optimiser holds.</summary>
    private NetworkState? Held(string part) =>
        part == StateVector.Current ? state
        : part == StateVector.Average ? average?.State
        : null;

    private Sequential Build(CheckedPlan plan) => new ModuleBuilder(plan.Summary, masks).Build(plan.Plan.Architecture).to(device);
}
