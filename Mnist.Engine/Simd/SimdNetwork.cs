using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Layers;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd;

/// <summary>A network in memory: its operations, its values and the team that computes.</summary>
internal sealed unsafe class SimdNetwork : INetwork
{
    private readonly StepContext context = new();
    private readonly Graph graph;
    private readonly CrossEntropy loss;
    private readonly Operation[] operations;
    private readonly TensorMemory memory;
    private readonly Schedule training;
    private readonly Schedule evaluation;
    private readonly NetworkValues values;
    private readonly ThreadTeam team;
    private readonly Action<int> trainMember;
    private readonly Action<int> evaluateMember;
    private readonly int batchSize;
    private readonly StepWatch? watch;
    private readonly int optimizing;
    private readonly int[] totals;
    private readonly int waiting;
    private StepSettings settings;

    /// <summary>Allocates everything that a run needs.</summary>
    /// <param name="plan">What to execute.</param>
    /// <param name="weights">What to start from; copied.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="threads">Members of the team, at least 1.</param>
    /// <param name="watch">Times the parts of training; null where nobody asks.</param>
    /// <param name="bands">How large bands are; null for the usual size.</param>
    public SimdNetwork(CheckedPlan plan, Weights weights, long seed, int threads, StepWatch? watch = null, BandSize? bands = null)
    {
        (training, evaluation, this.watch) = (new(bands ?? BandSize.Usual, watch), new(bands ?? BandSize.Usual), watch);
        optimizing = watch?.Number(new(WorkKind.Optimizer)) ?? 0;
        waiting = watch?.Number(new(WorkKind.Waiting)) ?? 0;
        batchSize = plan.Plan.Training.BatchSize;
        graph = Compiler.Compile(context, plan, seed);
        loss = new(context, graph.Logits, plan.Plan.Training.LabelSmoothing);
        operations = [.. graph.Operations, loss, new LogitSink(context, graph.Logits)];
        values = new(plan.Plan.Training, weights);
        (trainMember, evaluateMember) = (TrainMember, EvaluateMember);

        var limits = new Limits(new(batchSize), threads);
        foreach (var operation in operations)
            operation.Build(limits);
        totals = [.. operations.Select(operation => watch?.Number(operation.TotalPart, operation.TotalBytes) ?? 0)];
        team = new(threads);
        PutIntoSchedules();
        memory = new(training, evaluation, limits);
    }

    /// <inheritdoc/>
    public StepResult Train(IBatch batch, StepSettings settings, long step)
    {
        if (batch.Count > batchSize)
            throw new ArgumentException($"{batch.Count} images for a batch of at most {batchSize}.", nameof(batch));
        this.settings = settings;
        context.BeginTraining(batch, step);
        watch?.Start();
        team.Run(trainMember);
        watch?.End(waiting);
        return loss.Result;
    }

    /// <inheritdoc/>
    public void Evaluate(IBatch batch, Span<float> logits)
    {
        if (logits.Length != batch.Count * graph.Logits.Shape.Channels)
            throw new ArgumentException($"Room for {logits.Length} logits of {batch.Count} images.", nameof(logits));
        fixed (float* to = logits)
        {
            context.BeginEvaluation(batch, to);
            team.Run(evaluateMember);
        }
    }

    /// <inheritdoc/>
    public Weights Read() => values.Read();

    /// <inheritdoc/>
    public ValueList<StateVector> Save() => values.Save();

    /// <inheritdoc/>
    public void Restore(ValueList<StateVector> state, long steps) => values.Restore(state);

    /// <inheritdoc/>
    public void Dispose()
    {
        team.Dispose();
        foreach (var operation in operations)
            operation.Dispose();
        memory.Dispose();
        values.Dispose();
    }

    private void PutIntoSchedules()
    {
        foreach (var operation in operations)
        {
            operation.Forward(training, Mode.Training);
            operation.Forward(evaluation, Mode.Evaluation);
        }

        foreach (var operation in operations.Reverse())
            operation.Backward(training);
        training.Order();
        evaluation.Order();
        foreach (var tensor in training.Lifetimes.Where(lifetime => !lifetime.IsKept).Select(lifetime => lifetime.Tensor).ToList())
        {
            var rows = training.WindowsOf(tensor).Concat(evaluation.WindowsOf(tensor)).Max(window => window.Size);
            if (rows < tensor.PaddedRows.Count)
                tensor.HoldOnly(rows, team.Size);
        }

        training.Seal();
        evaluation.Seal();
    }

    private void TrainMember(int member)
    {
        var part = new ThreadPart(member, team.Size);
        Prepare(values.Current, Mode.Training, part);
        watch?.Lap(member, waiting);
        training.Run(team, part, context.Partition.ForTraining(part));
        team.Barrier();
        watch?.Lap(member, waiting);
        for (var i = 0; i < operations.Length; i++)
        {
            operations[i].Total(part);
            watch?.Lap(member, totals[i]);
        }

        team.Barrier();
        watch?.Lap(member, waiting);
        var (first, end) = part.RangeOf(values.Count);
        foreach (var operation in operations)
            operation.Reduce(values.Gradients, first, end);
        values.Update(first, end, settings, context.Step);
        watch?.Lap(member, optimizing);
    }

    private void EvaluateMember(int member)
    {
        var part = new ThreadPart(member, team.Size);
        Prepare(values.Evaluated, Mode.Evaluation, part);
        evaluation.Run(team, part, context.Partition.ForEvaluation(part));
    }

    private void Prepare(float* weights, Mode mode, ThreadPart part)
    {
        foreach (var operation in operations)
            operation.Prepare(weights, mode, part);
        if (mode == Mode.Training)
            watch?.Lap(part.Index, optimizing);
        team.Barrier();
    }
}
