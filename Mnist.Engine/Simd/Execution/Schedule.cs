using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Execution;

/// <summary>Work in order: for each image group by itself as far as possible, together where a value needs the whole batch.</summary>
/// <remarks>
/// Between two barriers a member takes one of its groups through all the work before it turns to the next: what one operation wrote is
/// still in the cache when the next one reads it. What is used between two barriers only needs no memory for each group, and what is
/// cheap to make again is made again after a barrier: reading a value from far away costs more time than computing it.
/// </remarks>
/// <param name="watch">Times kernels; null where nobody asks.</param>
internal sealed class Schedule(KernelWatch? watch = null)
{
    private readonly List<Stage> stages = [new(number: 0, start: null, firstWork: 0)];
    private readonly Dictionary<BatchTensor, List<Step>> recipes = [];

    /// <summary>When each tensor is needed.</summary>
    public IEnumerable<Lifetime> Lifetimes =>
        from stage in stages
        from use in stage.Uses
        group (Stage: stage, Times: use.Value) by use.Key into uses
        let isKept = uses.Count() > 1 && !recipes.ContainsKey(uses.Key)
        select new Lifetime(
            uses.Key,
            isKept,
            isKept ? [(uses.First().Stage.FirstWork, uses.Last().Stage.LastWork)] : [.. uses.Select(use => use.Times)]);

    private Stage Last => stages[^1];

    /// <summary>Adds work on one group.</summary>
    /// <param name="work">Must touch no other group.</param>
    /// <param name="uses">Every tensor it reads or writes.</param>
    public void Each(Action<ImageGroup> work, params ReadOnlySpan<BatchTensor> uses) => Add(new(work, [.. uses]));

    /// <summary>Adds the multiply-adds of a layer on one group.</summary>
    /// <param name="kernel">Which they are.</param>
    /// <param name="work">Must touch no other group.</param>
    /// <param name="uses">Every tensor it reads or writes.</param>
    public void Kernel(Kernel kernel, Action<ImageGroup> work, params ReadOnlySpan<BatchTensor> uses) =>
        Each(watch?.Timed(kernel, work) ?? work, uses);

    /// <summary>Adds work that makes a tensor and is cheap enough to be done again wherever the tensor is used after a barrier.</summary>
    /// <param name="target">What it makes, all of it.</param>
    /// <param name="work">Must touch no other group, and do the same each time.</param>
    /// <param name="sources">What it reads.</param>
    public void Make(BatchTensor target, Action<ImageGroup> work, params ReadOnlySpan<BatchTensor> sources)
    {
        var step = new Step(work, [target, .. sources]);
        Last.Use(target);
        Add(step);
        recipes[target] = [step];
    }

    /// <summary>Adds work that changes a tensor in place, and does so again whenever the tensor is made again.</summary>
    /// <param name="target">What it changes.</param>
    /// <param name="work">Must touch no other group, and do the same each time.</param>
    public void Change(BatchTensor target, Action<ImageGroup> work)
    {
        var step = new Step(work, [target]);
        Add(step);
        if (recipes.TryGetValue(target, out var recipe))
            recipe.Add(step);
    }

    /// <summary>Adds work on the results of all groups, in parts, one for each thread, between two barriers.</summary>
    /// <param name="work">Does one part.</param>
    public void Together(Action<ThreadPart> work) => stages.Add(new(stages.Count, work, Last.LastWork + 1));

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
                team.Barrier();
                start(part);
                team.Barrier();
            }

            stage.Run(groups);
        }
    }

    private void Add(Step step)
    {
        foreach (var tensor in step.Uses)
        {
            var isNew = Last.Use(tensor);
            if (isNew && recipes.TryGetValue(tensor, out var recipe))
                recipe.ForEach(Add);
        }

        Last.Add(step);
    }

    private sealed record Step(Action<ImageGroup> Work, BatchTensor[] Uses);

    /// <summary>What is done between two barriers.</summary>
    private sealed class Stage(int number, Action<ThreadPart>? start, int firstWork)
    {
        private readonly List<Action<ImageGroup>> works = [];
        private readonly Dictionary<BatchTensor, (int First, int Last)> uses = [];

        public Action<ThreadPart>? Start => start;

        public int FirstWork => firstWork;

        public int LastWork => firstWork + works.Count;

        public IEnumerable<KeyValuePair<BatchTensor, (int First, int Last)>> Uses => uses;

        // The next work will use the tensor; true if no work of the stage has done so yet.
        public bool Use(BatchTensor tensor)
        {
            var isNew = !uses.TryGetValue(tensor, out var times);
            uses[tensor] = (isNew ? LastWork : times.First, LastWork);
            return isNew;
        }

        public void Add(Step step)
        {
            foreach (var tensor in step.Uses)
                Use(tensor);
            works.Add(step.Work);
        }

        // Back and forth: the group that one stage ends with is the one whose values are still near when the next begins.
        public void Run(ImageGroups groups)
        {
            var isForth = number % 2 == 0;
            for (var i = 0; i < groups.Count; i++)
            {
                var group = groups[isForth ? i : groups.Count - 1 - i];
                foreach (var work in works)
                    work(group);
            }
        }
    }
}
