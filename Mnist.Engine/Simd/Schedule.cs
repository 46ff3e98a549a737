namespace Mnist.Engine.Simd;

/// <summary>Work in order: for each group by itself as far as that goes, then together where a value needs the whole batch.</summary>
/// <remarks>
/// Between two meetings a member takes one of its groups through all the work before it turns to the next: what one operation wrote is
/// still in the cache when the next one reads it. What is used between two meetings only needs no memory for each group, and what is
/// cheap to make again is made again after a meeting: reading one value from far away costs more time than computing it.
/// </remarks>
internal sealed class Schedule
{
    private readonly List<Stage> stages = [new()];
    private readonly Dictionary<LaneTensor, List<Step>> recipes = [];

    /// <summary>Tensors that the work touches, and whether their values have to outlive a meeting.</summary>
    public IEnumerable<(LaneTensor Tensor, bool IsKept)> Tensors =>
        from use in stages.SelectMany((stage, index) => stage.Uses.Select(tensor => (tensor, index)))
        group use.index by use.tensor into uses
        select (uses.Key, !recipes.ContainsKey(uses.Key) && uses.Distinct().Count() > 1);

    /// <summary>Adds work on one group.</summary>
    /// <param name="work">Must touch no other group.</param>
    /// <param name="uses">Every tensor it reads or writes.</param>
    public void Each(Action<Slot> work, params ReadOnlySpan<LaneTensor> uses) => Add(new(work, [.. uses]));

    /// <summary>Adds work that makes a tensor and is cheap enough to be done again wherever the tensor is used after a meeting.</summary>
    /// <param name="target">What it makes, all of it.</param>
    /// <param name="work">Must touch no other group, and do the same each time.</param>
    /// <param name="sources">What it reads.</param>
    public void Make(LaneTensor target, Action<Slot> work, params ReadOnlySpan<LaneTensor> sources)
    {
        recipes[target] = [new(work, [.. sources])];
        stages[^1].Touch(target);
        Add(recipes[target][0]);
    }

    /// <summary>Adds work that changes a tensor in place, and does so again whenever the tensor is made again.</summary>
    /// <param name="target">What it changes.</param>
    /// <param name="work">Must touch no other group, and do the same each time.</param>
    public void Change(LaneTensor target, Action<Slot> work)
    {
        Each(work, target);
        if (recipes.TryGetValue(target, out var recipe))
            recipe.Add(new(work, []));
    }

    /// <summary>Adds work on the results of all groups, done in shares between two meetings.</summary>
    /// <param name="work">Does one share.</param>
    public void Together(Action<Share> work) => stages.Add(new() { Start = work });

    /// <summary>Runs one member's part.</summary>
    /// <param name="team">The team, within a job of which this is called.</param>
    /// <param name="share">The member's share of what is done together.</param>
    /// <param name="slots">The member's groups.</param>
    public void Run(ThreadTeam team, Share share, Slots slots)
    {
        foreach (var stage in stages)
        {
            if (stage.Start is { } start)
            {
                team.Meet();
                start(share);
                team.Meet();
            }

            for (var group = slots.First; group < slots.End; group++)
            {
                var slot = slots[group];
                foreach (var work in stage.Works)
                    work(slot);
            }
        }
    }

    private void Add(Step step)
    {
        foreach (var tensor in step.Uses)
        {
            if (stages[^1].Touch(tensor) && recipes.TryGetValue(tensor, out var recipe))
                recipe.ForEach(Add);
        }

        stages[^1].Works.Add(step.Work);
    }

    private sealed record Step(Action<Slot> Work, LaneTensor[] Uses);

    private sealed class Stage
    {
        private readonly HashSet<LaneTensor> uses = [];

        public Action<Share>? Start { get; init; }

        public List<Action<Slot>> Works { get; } = [];

        public IEnumerable<LaneTensor> Uses => uses;

        // True the first time.
        public bool Touch(LaneTensor tensor) => uses.Add(tensor);
    }
}
