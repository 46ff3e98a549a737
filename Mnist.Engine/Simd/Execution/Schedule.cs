using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Execution;

/// <summary>Work in order: for each image group by itself as far as possible, together where a value needs the whole batch.</summary>
/// <remarks>
/// Between two barriers a member takes one of its groups through all the work before it turns to the next, band of rows by band of rows:
/// what one operation wrote is still in the cache when the next one reads it. What is used between two barriers only needs no memory for
/// each group, and what is cheap to make again is made again after a barrier: reading a value from far away takes longer than computing it.
/// </remarks>
/// <param name="bands">How large bands are.</param>
/// <param name="watch">Times the passes; null where nobody asks.</param>
internal sealed class Schedule(BandSize bands, StepWatch? watch = null)
{
    /// <summary>Multiply-adds for a value that take less time than to write it and to read it from where a batch finds room.</summary>
    public const int MostMadeAgain = 9;

    private readonly List<Stage> stages = [new(number: 0, start: null, firstWork: 0, bands)];
    private readonly Dictionary<BatchTensor, List<Pass>> recipes = [];
    private readonly HashSet<BatchTensor> kept = [];
    private readonly int waiting = watch?.Number(new(WorkKind.Waiting)) ?? 0;
    private readonly int combining = watch?.Number(new(WorkKind.Normalization)) ?? 0;

    /// <summary>When each tensor is needed.</summary>
    public IEnumerable<Lifetime> Lifetimes =>
        from stage in stages
        from use in stage.Uses
        group (Stage: stage, Times: use.Value) by use.Key into uses
        let staysToTheEnd = kept.Contains(uses.Key)
        let isKept = staysToTheEnd || (uses.Count() > 1 && !recipes.ContainsKey(uses.Key))
        select new Lifetime(
            uses.Key,
            isKept,
            isKept
                ? [(uses.First().Times.First, staysToTheEnd ? Last.LastWork : uses.Last().Times.Last)]
                : [.. uses.Select(use => use.Times)]);

    private Stage Last => stages[^1];

    /// <summary>Adds a pass. What it changes of a tensor that is made again is changed again, too.</summary>
    /// <param name="pass">The pass.</param>
    public void Each(Pass pass)
    {
        Add(pass);
        foreach (var use in pass.Uses)
        {
            if (use.Writes && recipes.TryGetValue(use.Tensor, out var recipe))
                recipe.Add(pass);
        }
    }

    /// <summary>Adds a pass that makes a tensor and is cheap enough to be done again wherever the tensor is used after a barrier.</summary>
    /// <param name="target">What it makes, all of it.</param>
    /// <param name="pass">Does the same each time.</param>
    public void Make(BatchTensor target, Pass pass)
    {
        Last.Use(target);
        Add(pass);
        recipes[target] = [pass];
    }

    /// <summary>Keeps the values of all groups until everything is done; after what makes them. They are not made again.</summary>
    /// <param name="tensor">What holds them.</param>
    public void Keep(BatchTensor tensor)
    {
        kept.Add(tensor);
        recipes.Remove(tensor);
    }

    /// <summary>Adds work on the results of all groups, in parts, one for each thread, between two barriers.</summary>
    /// <param name="work">Does one part.</param>
    public void Together(Action<ThreadPart> work) => stages.Add(new(stages.Count, work, Last.LastWork + 1, bands));

    /// <summary>Settles the order of everything; nothing is added after that.</summary>
    public void Order() => stages.ForEach(stage => stage.Order());

    /// <summary>Which rows of a tensor the stages that use it need when. Once the order is settled.</summary>
    /// <param name="tensor">The tensor.</param>
    public IEnumerable<RowWindow> WindowsOf(BatchTensor tensor) => stages.Select(stage => stage.WindowOf(tensor)).OfType<RowWindow>();

    /// <summary>Makes it ready to run, once it is known of which tensors some rows are held at a time.</summary>
    public void Seal() => stages.ForEach(stage => stage.Seal(watch));

    /// <summary>Runs one member's part.</summary>
    /// <param name="team">The team, within a job of which this is called.</param>
    /// <param name="part">The member's part of what is done together.</param>
    /// <param name="groups">The member's groups.</param>
    public void Run(ThreadTeam team, ThreadPart part, ImageGroups groups)
    {
        foreach (var stage in stages)
        {
            if (stage.Start is { } start)
            {
                Meet(team, part);
                start(part);
                watch?.Lap(part.Index, combining);
                Meet(team, part);
            }

            stage.Run(groups, watch);
        }
    }

    private void Add(Pass pass)
    {
        foreach (var use in pass.Uses)
        {
            var isNew = Last.Use(use.Tensor);
            if (isNew && recipes.TryGetValue(use.Tensor, out var recipe))
                recipe.ForEach(Add);
        }

        Last.Add(pass);
    }

    private void Meet(ThreadTeam team, ThreadPart part)
    {
        team.Barrier();
        watch?.Lap(part.Index, waiting);
    }
}
